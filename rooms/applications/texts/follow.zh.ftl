# Following an application, in Chinese.

my-applications = 我的办件
applications-caption = 共 { $count } 件
application = 办件
submitted-on = 按哪天收到计算
drafts = 还没提交的
home-draft = 没填完，接着填
draft-saved = { $at } 保存
no-applications = 您还没有办件
no-applications-why = 提交申请以后，在这里看办到哪一步、要您做什么。
status-by-code = 没有登录？凭办件编号和查询码查进度
status-in-progress = 在办
status-asked = 请您办 { $count } 件事
status-finished = 已办结
status-withdrawn = 已撤回
status-terminated = 已终止

standing-unfiled = 还没有提交
standing-withdrawn = 您已撤回申请
standing-terminated = 办理已终止
standing-ended = 办理已结束
standing-finished = 办好了，{ $granted } 个证照已经送达
standing-refine = { $papers ->
    [0] 请按意见修改完善 { $count } 处
   *[other] 请完善 { $papers } 份材料
}{ $others ->
    [0] {""}
   *[other] ，其他部门照常在审
}
standing-asked = 请您办 { $count } 件事{ $others ->
    [0] {""}
   *[other] ，其他部门照常在审
}
standing-issuing = 各部门已签发，正在一次发证
standing-gate = 预审都已完成，等{ $gate }
standing-promise-missed = 承诺 { $day }前办完，没有做到
standing-reviewing = { $organs } 个部门正在办
standing-with = 正在办的部门：{ $organs }。
standing-gate-next = 请您办好手续；{ $organ }登记“{ $gate }”以后，各部门自动接着办，您不用再提交。等待的日子不计入承诺。
standing-refused = { $count } 项没有办成，理由写在下面的事项里；不服的，可以依法申请行政复议或者提起行政诉讼。
list-comma = 、
ask-refinement = { $organ }在审 <b>{ $step }</b>，请您在 <b>{ $until }</b>前修改{ $papers }。等您期间，这一项不计时。
ask-choice = { $organ }对 <b>{ $step }</b> 不予支持。您可以修改后重新送审，其他事项照常办。
refine = 上传修改后的材料
questions-call = 有疑问？请拨打
change-plan = 修改方案
change-plan-long = 修改方案：换材料或改回答
leave-out = 不办这一项
rate = 评价这次办理
licences-show = 看我的证照
rated-thanks = 您已评价，谢谢。
promise-by = 承诺不晚于 <b>{ $day }</b>办完；等您补正、修改的日子不算，这一天顺延。
promise-missed = 承诺 <b>{ $day }</b>前办完，现在已经超过，对不起。您可以拨打 { $hotline } 催办或者投诉，不用再交材料；法定期限也过了的，还可以依法申请行政复议或者提起行政诉讼。
progress-sentence = { $counted ->
    [0] 刚刚收到，从下一个工作日起算，
   *[other] 第 <b>{ $counted }</b> 个工作日，
}承诺 { $promise } 个。{ $all } 项审查中 <b>{ $done } 项已完成</b>{ $open ->
    [0] {""}
   *[other] ，{ $open } 项在办
}{ $asked ->
    [0] {""}
   *[other] ，<b>{ $asked } 项等您</b>
}。按各环节剩余时限，最长 <b>{ $expected } 个工作日</b>办完；等您修改、等{ $gate }的日子不计入。
progress-without-gate = { $counted ->
    [0] 刚刚收到，从下一个工作日起算，
   *[other] 第 <b>{ $counted }</b> 个工作日，
}承诺 { $promise } 个。{ $all } 项审查中 <b>{ $done } 项已完成</b>{ $open ->
    [0] {""}
   *[other] ，{ $open } 项在办
}{ $asked ->
    [0] {""}
   *[other] ，<b>{ $asked } 项等您</b>
}。按各环节剩余时限，最长 <b>{ $expected } 个工作日</b>办完；等您修改的日子不计入。
progress-small = { $counted ->
    [0] 刚刚收到，从下一个工作日起算，
   *[other] 第 <b>{ $counted }</b> 个工作日，
}承诺 { $promise } 个。按各环节剩余时限，最长 <b>{ $expected } 个工作日</b>办完；等您修改的日子不计入。
progress-finished = 一共用了 <b>{ $counted } 个工作日</b>，承诺 { $promise } 个。
axis-title = 各部门办理进度
bar-until = { $day }前办完
bar-waits-for-you = 等您，不计时
lamp-step-late = 有环节超期
lamp-promise-missed = 已超过承诺
lamp-promise-in-doubt = 可能超过承诺
lamp-in-time = 按期

cases = 事项
cases-caption = 各事项由谁决定、办到哪一步
case-item = 事项
case-organ = 决定机关
case-state = 状态
case-received = 已收到
case-pre-review = 预审中
case-waiting-for-gate = 预审通过，等{ $gate }
case-accepted = 已受理
case-overdue = 已超过法定期限
case-signed-off = 已签发，等一起发
case-granted = 准予
case-refused = 不予许可
case-not-accepted = 不予受理
case-left-out = 不办
case-withdrawn = 已撤回
case-terminated = 已终止
said-conditions = 条件：
said-refused = 理由：
said-not-accepted = 不予受理的理由：
papers = 材料
papers-caption = 您提交的材料，最新版本
paper = 材料
paper-used-by = 谁在用
paper-source = 您提交{ $version ->
    [1] {""}
   *[other] {" "}· 第 { $version } 版
} · { $type } · { $size }
paper-readers = { $count } 个部门
paper-asked = 请您完善
paper-received = 已收到
paper-limits = { $types }，不超过 { $megabytes } MB
content = 申请内容
content-why = 这是您提交的答案和表单，只有您和经办部门看得到。发现写错了，请尽早拨打 { $hotline }，说清办件编号和哪一项；还没有作出决定的，也可以撤回以后重新申请。
content-print = 打印这一页
papers-none = 没有要您提交的材料。
papers-exempt = 还有 { $count } 份不用您交
paper-size = 大小
history = 经过
history-all = 还有 { $count } 条，全部显示
receipt = 回执
application-number = 办件编号
receipt-show = 看回执和查询码
other-acts = 其他
withdraw = 撤回申请

event-submitted = 收到申请{ $organs ->
    [0] {""}
    [1] ，部门开始办理
   *[other] ，{ $organs } 个部门同时开始审
}
event-claimed = { $organ }开始办理{ $step }
event-refinement-asked = { $organ }请您修改完善（{ $step }）
event-refinement-supplied = 您提交了修改后的材料（{ $step }）
event-opinion-agree = { $organ }办结{ $step }：同意
event-opinion-conditional = { $organ }办结{ $step }：有条件同意
event-opinion-not-supported = { $organ }对{ $step }不予支持
event-notice-ended = { $step }期满
event-gate-opened = { $organ }登记：{ $gate }
event-gate-failed = { $organ }登记：未能{ $gate }
event-plan-changed = 您修改了方案
event-left-out = 您选择不办{ $item }
event-case-accepted = { $item }受理
event-cases-accepted = 一次受理 { $count } 项
event-case-not-accepted = { $item }不予受理
event-signed-off = { $organ }签发：{ $item }
event-sent-back = { $organ }退回{ $step }
event-case-granted = 准予：{ $item }
event-cases-granted = 一次准予 { $count } 项
event-case-refused = 不予许可：{ $item }
event-served = 送达 { $count } 个证照
event-papers-served = 送达文书：{ $papers }
event-withdrawn = 您撤回申请
event-rated = 您作出评价

refine-title = { $organ }请您修改完善：{ $step }
refine-until = 请在 { $until }前提交。等您期间，这一项不计时。
refine-note = 改了什么
refine-note-why = 写几句，审查人会先看
refine-send = 提交修改
back-without = 返回，先不提交
change-plan-why = 换了的材料、改了的回答，会请看过它的部门再核对；没有受影响的部门照常办。不予支持的事项，修改后重新送审。
change-papers = 更换材料（只选要换的）
change-answers = 修改回答
change-note = 改了什么，为什么
change-note-why = 写给审查人
change-send = 提交修改
answer-missing = 请回答这个问题
nothing-applies = 按这些回答，没有要办的事项；请核对
leave-out-title = 不办“{ $item }”？
leave-out-follows = 这一项的审查停止，不发它的证照；其他事项照常办。以后要办，需要另外申请。
withdraw-title = 撤回“{ $title }”？
withdraw-follows = 各部门停止办理，没有办结的事项全部结束，已经送达的证照不受影响。撤回以后不能恢复，要办需要重新申请。
withdraw-reason = 为什么撤回
withdraw-reason-why = 可以不填；帮助我们改进
rating-question = 这次办理，您满意吗？
rating-why = 工作人员在能影响您办件期间看不到是谁评的
rating-words = 还想说什么
rating-send = 提交评价
rating-missing = 请选一项
grade-very-satisfied = 非常满意
grade-satisfied = 满意
grade-fairly-satisfied = 基本满意
grade-dissatisfied = 不满意
grade-very-dissatisfied = 非常不满意

receipt-title = 收件回执
receipt-subject = 申请
receipt-owed = 以后补交
receipt-promised = 承诺办完
receipt-promised-by = 不晚于 { $day }；等您补正、修改的日子顺延
receipt-next = 请保存查询码：不登录也能凭它查进度。需要您做什么，会写在办件页最上面。
receipt-papers = 收到材料 { $count } 份
receipt-follow = 看进度
receipt-pdf = 下载回执（PDF）
document-pdf = 下载（PDF）
licence = 证照
document-number = 文号
served-on = 送达日期
decided-on = 决定日期
validity = 有效期
no-licences = 还没有证照
no-licences-why = 办好以后，证照会自动出现在这里，可以查看、打印和下载。
licences-caption = 共 { $count } 个证照

status-title = 查进度
status-why = 不用登录。页面只显示办到哪一步，不显示任何个人信息。
status-number-why = 在回执上，例如 371625-20261102-000318-7
status-code-why = 回执上的 8 位字母和数字；丢了可以登录后再看，或者到窗口找回
status-code-missing = 请填写查询码
status-code-lost = 查询码丢了，用手机找回
status-not-found = 编号和查询码对不上，请核对回执
status-show = 查进度
status-nothing-personal = 这里不显示申请人和材料。要看全部，请登录。

verify-title = 核验证照和文书
verify-why = 扫证照、文书上的二维码，或者填写编号和核验码。
verify-evidence = 手里有从回执下载的存证凭据？
verify-code = 核验码
verify-code-why = 印在二维码旁边
verify-code-missing = 请填写核验码
verify-send = 核验
verify-genuine = 这个证照是真的，现在有效
verify-genuine-why = 登记信息如下，请与手上的证照逐项核对。
verify-holder = 持证人
verify-entries = 证上载明的内容
verify-entries-why = 手上的证照有一处与这里不同，就不要相信它。个人姓名只显示姓。
verify-unknown = 没有查到这个证照
verify-unknown-why = 编号或者核验码不对，或者还没有送达。请核对后再试；仍有疑问请拨打 12345。
verify-again = 重新核验
verify-digest = 文件摘要（SHA-256）

upload-too-large-for = { $name }太大了，最大 { $megabytes } MB
upload-wrong-type = { $name }不是可以接受的文件：按内容识别，只收 { $accepted }
upload-empty = { $name }是空文件，请重新选择
upload-not-now = { $name }现在没能存下，请稍后再传一次；已经填写的内容和其他材料都在
upload-broken-off = 上传中断了，请再试一次；已经填写的内容都在

refusal-already-filed = 这份申请已经提交过了
refusal-not-filed = 申请还没有提交
refusal-ended = 这件申请已经结束，不能再改
refusal-material-missing = 还缺必须提交的材料，请补上
refusal-material-not-asked = 有一份材料不需要提交，请去掉
refusal-not-the-applicant = 只有申请人可以这样做；请切换到申请时的身份
refusal-unknown-step = 没有这个环节；可能方案已经改了，请刷新
refusal-not-your-desk = 这个环节不在您单位
refusal-not-open = 这个环节现在不能办：可能已经办完，或者还没轮到；请刷新看最新情况
refusal-held-by-another = 这个环节已经有人在办
refusal-not-claimed = 请先认领再办
refusal-wrong-kind = 这个环节没有这种办法
refusal-wrong-stage = 现在不是这一级在办
refusal-own-draft = 自己拟的意见，不能由自己审核
refusal-no-more-rounds = 已经请申请人修改 { $rounds } 次，达到上限；请直接出具意见
refusal-not-in-pre-review = 只有预审环节可以请申请人修改完善
refusal-words-missing = 请写明理由
refusal-words-too-long = 最多 { $max } 个字
refusal-refined-material-missing = 请上传修改后的这份材料
refusal-changed-needs-words = 预审以后材料有变化，请写明核对结果
refusal-unknown-gate = 没有这道关口
refusal-gate-recorded = 这道关口已经记录过了
refusal-unknown-case = 没有这个事项
refusal-case-not-there = 这个事项现在不能这样办
refusal-cannot-leave-out = 没有这一项就不能继续，不能不办
refusal-accepted-stays = 有事项已经受理，按受理时的情况办理，不能再这样改动。确需改动的，请先撤回申请，再重新提交
papers-kept = 这些材料已经收到，不用再传
papers-kept-why = 改好别的内容后一起提交。要换其中一份，在下面重新选择文件；不要了的，取消勾选。
refusal-nothing-to-issue = 现在没有可以一起发的证照
refusal-document-missing = 证照还没有全部制好
refusal-already-rated = 已经评价过了
refusal-not-ended = 办结以后才能评价
refusal-already-issued = 已经有事项签发，方案不能再改
refusal-nothing-changed = 没有任何变化；请更换材料或者修改回答
refusal-no-number-left = 今天的编号用完了，请明天再试
refusal-clock = 日期有矛盾，请刷新后再试

status-without-sign-in = 没有登录也能查
all-of-them = 全部 { $count } 件
all-drafts = 全部

# Recusal, and other hands for a step.
recusal = 申请工作人员回避
recusal-title = 申请回避
recusal-follows = 您认为某位工作人员和这件申请有利害关系，可能影响公正办理的，可以申请回避。由该部门的负责人决定，并把结果和理由告诉您。办理时限照常计算。
recusal-organ = 哪个部门的人员
recusal-organ-missing = 请选择部门
recusal-whom = 谁应当回避
recusal-whom-why = 写姓名或者您知道的信息，例如“来现场勘验的王工”
recusal-whom-missing = 请写明谁应当回避
recusal-reason = 为什么
recusal-reason-why = 例如是竞争企业负责人的近亲属
recusal-reason-missing = 请写明理由，负责人要据此决定
recusal-send = 提交申请
recusal-asked-on = 提出日期
recusal-answer = 答复
recusal-pending = 等部门负责人决定
recusal-granted = 同意回避
recusal-declined = 不同意回避
event-recusal-asked = 您申请{ $organ }的工作人员回避
event-recusal-granted = { $organ }同意了您的回避申请，已换人办理
event-recusal-declined = { $organ }没有同意您的回避申请，理由见“申请工作人员回避”
refusal-recused = 该人员已经回避这件申请，不能办理
refusal-own-recusal = 自己的回避不能由自己决定
refusal-unknown-recusal = 没有这个回避申请
refusal-recusal-decided = 这个回避申请已经有了决定
refusal-recusal-pending = 您对这个部门的回避申请还没有决定，请等结果
refusal-nobody-else = 本单位没有其他人员可以接着办
refusal-holder-is-there = 承办人还在岗，请与本人或者负责人商量
## Which rules an application keeps
release-kept = 办理规则
release-kept-number = 第 { $number } 版，到办结都不变

# The window and the helper.
entrance-online = 网上
entrance-window = 综合窗口
entrance-helper = 帮办代办
receipt-entrance = 提交方式
receipt-print = 打印回执
receipt-back-to-window = 返回窗口
receipt-code-lost = 查询码丢了，或担心被别人看到？
receipt-code-renew = 重新生成查询码（原来的立即作废）
receipt-evidence-why = 存证凭据证明这份申请已经写入只能增加、不能改动的账，里面没有姓名、证件号码、电话和地址。
receipt-evidence = 下载存证凭据
receipt-evidence-check = 核验凭据
receipt-proof-code = 存证码
receipt-proof-code-check = 核验存证码
receipt-proof-code-why = 用手机扫一扫，就能核对这份回执是不是真的、账里的记录有没有被改动。没有网络时，用公布的公钥也能核验这个码。
proofs-title = 全部存证凭据
proofs-why = 每一步办理都有存证凭据，可以下载保存，不依靠本系统也能核验。凭据里的工作人员只是一串编号，没有姓名。
proofs-at = 时间
proofs-act = 办理
proofs-issued = 出具{ $paper }（{ $number }）
proofs-made = 制作{ $paper }（{ $number }）的文件
event-query-code-renewed = 重新生成了查询码，原来的已作废
event-for-another = { $text }（由{ $who }代为办理）
event-beside = { $text }（{ $who }在旁帮办）
outlook-asked = { $step }（{ $organ }）在等申请人补充或选择
outlook-late = 已超期
outlook-in-time = 办理中
