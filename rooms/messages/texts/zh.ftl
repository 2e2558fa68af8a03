# Each fact: its title; `.brief` for SMS and e-mail, with nothing personal in it; `.full` for the inbox.
message-submitted = 申请已收到
    .brief = 您的“{ $matter }”申请已收到，编号 { $number }。查看：{ $link }
    .full = “{ $title }”的“{ $matter }”申请已收到，编号 { $number }，办理时限按 { $day }收到计算。
message-refinement-asked = 请修改完善材料
    .brief = “{ $matter }”（{ $number }）需要您修改完善，请在 { $day } 前办理：{ $link }
    .full = “{ $title }”的“{ $item }”需要修改完善，请在 { $day } 前提交。要改什么，在办件页面第一栏。
message-refinement-received = 修改完善的内容已收到
    .brief = “{ $matter }”（{ $number }）修改完善的内容已收到，继续审查。查看：{ $link }
    .full = “{ $title }”的“{ $item }”修改完善的内容已收到，部门继续审查。
message-not-supported = 有一项未获支持，请您选择
    .brief = “{ $matter }”（{ $number }）有一项未获支持，请您选择下一步：{ $link }
    .full = “{ $title }”的“{ $item }”未获支持。您可以修改方案、不办这一项，或者撤回申请；理由在办件页面。
message-opinion-against = 一项审查意见为不支持，还没有作出决定
    .brief = “{ $matter }”（{ $number }）有一项审查意见为不支持，还没有作出决定，您可以陈述、申辩：{ $link }
    .full = “{ $title }”的“{ $item }”，审查意见是不支持。这还不是决定，现在不用您选择什么；您可以向决定机关陈述、申辩。如果决定不予许可，会书面送达理由和救济途径。
message-notice-ended = 公示期满
    .brief = “{ $matter }”（{ $number }）公示期满。查看：{ $link }
    .full = “{ $title }”的“{ $item }”公示 { $day } 期满。
message-gate-opened = 等待的外部条件已具备
    .brief = “{ $matter }”（{ $number }）等待的外部条件已具备，进入下一步。查看：{ $link }
    .full = “{ $title }”等待的外部条件已经登记，各部门开始复核。
message-gate-failed = 等待的外部条件不会具备
    .brief = “{ $matter }”（{ $number }）等待的外部条件不会具备，相关事项终止。查看：{ $link }
    .full = “{ $title }”等待的外部条件登记为不会具备，以它为前提的事项终止。原因在办件页面。
message-accepted = 申请已受理
    .brief = “{ $matter }”（{ $number }）已受理。查看：{ $link }
    .full = { $count ->
        [0] “{ $title }”的“{ $item }”已受理，办理时限按 { $day }受理计算。
       *[other] “{ $title }”有 { $count } 项已受理，办理时限按 { $day }受理计算。
    }
message-not-accepted = 申请不予受理
    .brief = “{ $matter }”（{ $number }）有事项不予受理，理由和咨询方式见：{ $link }
    .full = { $count ->
        [0] “{ $title }”的“{ $item }”不予受理。理由和应当向谁咨询，在办件页面。
       *[other] “{ $title }”有 { $count } 项不予受理。理由和应当向谁咨询，在办件页面。
    }
message-refused = 作出不予许可决定
    .brief = “{ $matter }”（{ $number }）有事项作出不予许可决定，理由和救济途径见：{ $link }
    .full = { $count ->
        [0] “{ $title }”的“{ $item }”作出不予许可决定。理由和救济途径，在办件页面。
       *[other] “{ $title }”有 { $count } 项作出不予许可决定。理由和救济途径，在办件页面。
    }
message-served = 已经办好，决定已送达
    .brief = “{ $matter }”（{ $number }）已经办好，{ $count } 项决定已送达。查看和下载：{ $link }
    .full = “{ $title }”有 { $count } 项决定已送达，证照可以在“我的证照”查看和下载。复议、诉讼的期限按 { $day }送达计算。
message-papers-served = 有文书送达
    .brief = “{ $matter }”（{ $number }）有 { $count } 份文书已送达。查看：{ $link }
    .full = “{ $title }”有 { $count } 份文书已送达，在办件页面查看；其中写明的期限按 { $day }送达计算。
message-papers-posted = 文书已寄出
    .brief = “{ $matter }”（{ $number }）有 { $count } 份文书已寄出。查看：{ $link }
    .full = “{ $title }”有 { $count } 份文书已交邮寄出。
message-papers-returned = 邮寄的文书被退回
    .brief = “{ $matter }”（{ $number }）邮寄的文书被退回，请选择其他送达方式：{ $link }
    .full = “{ $title }”邮寄的 { $count } 份文书被退回。请在办件页面选择其他送达方式。
message-withdrawn = 申请已撤回
    .brief = “{ $matter }”（{ $number }）已撤回。查看：{ $link }
    .full = “{ $title }”的申请已撤回。
message-due-soon = 请您办理的事快到期了
    .brief = “{ $matter }”（{ $number }）还等您修改完善，{ $day } 到期：{ $link }
    .full = “{ $title }”的“{ $item }”还等您修改完善，{ $day } 到期。
message-recusal-decided = 回避申请已有决定
    .brief = “{ $matter }”（{ $number }）的回避申请已有决定。查看：{ $link }
    .full = “{ $title }”的回避申请已有决定，结果和理由在办件页面。
message-term-moved = 您的办理期限有调整
    .brief = “{ $matter }”（{ $number }）请您修改完善的期限因放假安排调整为 { $day }：{ $link }
    .full = 因放假安排调整，“{ $title }”的“{ $item }”请您修改完善的期限改为 { $day }。
message-supplement-term-moved = 您补正的期限有调整
    .brief = “{ $matter }”（{ $number }）请您补正的期限因放假安排调整为 { $day }：{ $link }
    .full = 因放假安排调整，“{ $title }”请您补正的期限改为 { $day }。
message-payment-asked = 请您缴费
    .brief = “{ $matter }”（{ $number }）有费用需要缴纳，请在 { $day } 前缴清：{ $link }
    .full = “{ $title }”的“{ $item }”开出了缴款通知，请在 { $day } 前缴清。金额和缴法在办件页面。
message-papers-lapsed = 容缺的材料到期没有补交
    .brief = “{ $matter }”（{ $number }）容缺的材料到期没有补交，请尽快补交：{ $link }
    .full = “{ $title }”容缺的材料 { $day } 已经过期，请立即补交；没有补齐的，不能准予许可。
message-promise-false = 您的告知承诺经核查不实
    .brief = “{ $matter }”（{ $number }）的告知承诺经核查不实，后果和说明见：{ $link }
    .full = “{ $title }”的“{ $item }”所作的告知承诺经核查不实。后果写在办件页面。
message-code-phone = 手机验证码
    .brief = 验证码用于验证这个手机号码。
    .full = 一条验证手机号码的短信验证码已经发出。不是您本人操作的，请修改密码。
message-code-query = 查询码找回验证码
    .brief = 验证码用于找回查询码。
    .full = 一条找回查询码的短信验证码已经发出。不是您本人操作的，不用理会。
message-code-email = 邮箱验证码
    .brief = 验证码用于验证这个邮箱。
    .full = 一封验证邮箱的邮件已经发出。不是您本人操作的，请修改密码。
message-phone-changed = 账户电话已更换
    .brief = 您账户的电话已更换。不是您本人操作的，请立即登录修改密码，或者到大厅窗口处理：{ $link }
    .full = 您账户的电话已更换。不是您本人操作的，请立即修改密码，或者到大厅窗口处理。
message-account-recovered = 窗口为您的账户办理了新的密码条
    .brief = 大厅窗口为您的账户办理了新的密码条，原来的密码已经不能使用。不是您本人到场办理的，请立即到大厅窗口处理：{ $link }
    .full = 大厅窗口为您的账户办理了新的密码条，原来的密码已经不能使用。不是您本人到场办理的，请立即到大厅窗口处理。

message-data-request-answered = 您的个人信息申请有了答复
    .brief = 您的个人信息申请（{ $number }）已经答复，理由和救济途径都写在里面，请登录查看：{ $link }
    .full = 您的申请“{ $wish ->
        [correction] 更正个人信息
        [erasure] 删除个人信息
        [restriction] 限制使用个人信息
        [explanation] 请求解释处理规则
       *[closing] 注销账户
    }”（{ $number }）已经答复，理由和救济途径都写在里面。
message-account-not-closed = 您的账户没有注销
    .brief = 您要求注销账户（{ $number }），到期时还有事没有办完，账户没有注销。请登录查看是哪一件、怎么办：{ $link }
    .full = 您要求注销账户（{ $number }），到期时还有事没有办完，账户没有注销，信息也没有删除。请打开查看是哪一件、怎么办。

# The inbox.
inbox = 消息
inbox-unread = 有 { $count } 条消息您还没有看。
inbox-none-unread = 消息都看过了。
inbox-filter = 筛选消息
inbox-show-all = 全部
inbox-show-unread = 只看未读
inbox-all-read = 全部标为已读
inbox-unread-word = 未读：
inbox-about = 只显示“{ $title }”的消息。
inbox-about-all = 显示全部
inbox-only-this = 只看这个办件
inbox-open = 查看
inbox-empty = 这里还没有消息
inbox-empty-why = 您的申请有进展、需要您做什么、快到期了，都会在这里告诉您。
message-other-capacity = 这条消息是给“{ $capacity }”的。请先切换身份，再去办理。

# How one wants to be told.
notices = 通知方式
notices-lead = 所有通知都会出现在“消息”里；下面决定哪些还要发到您的手机和邮箱。短信和邮件里没有个人信息。
notices-saved = 已保存。
notices-asked = 需要我办理的（修改完善、快到期）
notices-result = 结果（受理、决定、送达）
notices-progress = 进展（收到、公示、进入下一步）
notices-desk = 工作台的待办提醒
notices-by-sms = 发短信
notices-by-email = 发电子邮件
notices-sms-not-offered = 本市现在没有开通短信。您的选择会先记下来。
notices-email-not-offered = 本市现在没有开通邮件。您的选择会先记下来。
notices-email-no-address = 还没有验证过的邮箱，邮件暂时不会发出。
notices-language = 短信和邮件用哪种语言
notices-language-missing = 请选择语言。
notices-quiet = 免打扰时段
notices-quiet-hint = 这段时间的短信和邮件等到结束时再发，“消息”里不受影响。
notices-quiet-from = 从
notices-quiet-until = 到
notices-hour-wrong = 请选择一个整点。
notices-undisturbed = 不要给我发任何短信和邮件（账户安全提醒除外）
email-change = 设置电子邮箱
channel-sms = 短信
channel-email = 电子邮件

# What was sent.
sent-own = 发给我的短信和邮件
sent-own-lead = 平台发给您的每一条短信和邮件：什么事、发到哪里、什么时候、结果怎样。
sent-log = 发送记录
sent-none = 没有发送过
sent-none-why = 还没有给您发过短信或邮件。
sent-caption = 最近 { $count } 条
sent-what = 事由
sent-to = 发到
sent-when = 时间
sent-state = 状态
delivery-queued = 等待发送
delivery-handed-over = 已交网关
delivery-delivered = 已送达
delivery-failed = 发送失败
delivery-given-up = 多次未成，已停止
delivery-skipped = 未发送
delivery-next = { $at } 发送
delivery-no-longer-acts = 收件人已不再代表申请人
delivery-not-wanted = 收件人不要这类通知
delivery-no-address = 没有号码或地址

# Codes that prove a phone or a mailbox.
code-phone = 验证码 { $code }，用于验证这个手机号码，{ $minutes } 分钟内有效。工作人员不会向您索要验证码。
code-query = 验证码 { $code }，用于找回查询码，{ $minutes } 分钟内有效。工作人员不会向您索要验证码。
code-email = 验证码 { $code }，用于验证这个邮箱，{ $minutes } 分钟内有效。工作人员不会向您索要验证码。
code-label = 验证码
code-hint = 6 位数字，10 分钟内有效
code-send = 发送验证码
code-confirm = 确认
code-another = 没有收到，重新发送
code-wrong = 验证码不对，或者已经失效。请核对，或者重新发送一个。
phone-proof = 验证电话
phone-code-sent = 验证码已经发到 { $phone }。
email = 电子邮箱
email-hint = 我们会向这个邮箱发一个验证码；留空则不再使用邮箱
email-known = 现在的邮箱是 { $email }。
email-none = 您还没有设置邮箱。
email-wrong = 这不是一个邮箱地址，请核对，例如 li@example.cn。
email-proof = 验证邮箱
email-code-sent = 验证码已经发到 { $email }。
query-code-lost = 找回查询码
query-code-lost-how = 填写办件编号和您在平台验证过的手机号码，我们把验证码发到这个手机。
query-code-number = 办件编号
query-code-sent = 如果这个办件的申请人验证过 { $phone }，验证码已经发出。没有收到的，请到大厅窗口找回。
query-code-at-window = 本市现在没有开通短信，请带身份证到大厅窗口找回查询码。
query-code-is = 您的查询码
query-code-use = 查询办件
message-supplement-asked = 请补正材料
    .brief = “{ $matter }”（{ $number }）材料不齐，请在 { $day } 前一次补齐：{ $link }
    .full = “{ $title }”的材料不齐，需要补正的全部内容已经一次告知，请在 { $day } 前补齐。等您期间不计时。
message-supplement-lapsed = 补正期限已过
    .brief = “{ $matter }”（{ $number }）到期没有补齐材料，已按规定处理。查看：{ $link }
    .full = “{ $title }”到期没有补齐材料，已按规定处理；以后可以重新申请。
message-special-begun = 有一项进入特别程序
    .brief = “{ $matter }”（{ $number }）有一项需要特别程序，预计到 { $day }，期间不计时：{ $link }
    .full = “{ $title }”的“{ $item }”需要检验、检测一类的特别程序，预计到 { $day }，期间不计时。
message-special-ended = 特别程序结束
    .brief = “{ $matter }”（{ $number }）的特别程序有了结果，继续计时。查看：{ $link }
    .full = “{ $title }”的“{ $item }”有了特别程序的结果，继续计时。
message-extended = 办理期限延长
    .brief = “{ $matter }”（{ $number }）有一项经批准延长办理期限，理由见：{ $link }
    .full = “{ $title }”的“{ $item }”经批准延长办理期限，理由在办件页面。
message-hearing-told = 您有权要求听证
    .brief = “{ $matter }”（{ $number }）有一项您有权要求听证，请在 { $day } 前提出：{ $link }
    .full = “{ $title }”的“{ $item }”涉及重大利益，您有权要求听证，请在 { $day } 前提出。
message-hearing-announced = 听证时间已定
    .brief = “{ $matter }”（{ $number }）的听证定于 { $day }，时间和地点见：{ $link }
    .full = “{ $title }”的“{ $item }”听证定于 { $day }，时间和地点在办件页面和通知书里。
message-request-granted = 您的证后申请已获准
    .brief = “{ $matter }”（{ $number }）的证后申请已获准，文书和证照见：{ $link }
    .full = 您就“{ $title }”的“{ $item }”提出的证后申请已获准，文书和证照按您选的方式送达。
message-request-refused = 您的证后申请未获准
    .brief = “{ $matter }”（{ $number }）的证后申请未获准，理由和救济途径见：{ $link }
    .full = 您就“{ $title }”的“{ $item }”提出的证后申请未获准。理由和申请复议、提起诉讼的期限写在决定书里。
message-prolongation-deemed = 您的证照视为准予延续
    .brief = “{ $matter }”（{ $number }）的延续申请到期没有决定，依法视为准予延续到 { $day }：{ $link }
    .full = 您按时申请延续“{ $title }”的“{ $item }”，部门到期没有决定，依《行政许可法》第五十条视为准予延续到 { $day }。新的证照按您选的方式送达。
