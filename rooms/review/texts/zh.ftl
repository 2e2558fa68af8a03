# The desks of organs' staff: Chinese only.

# The list.
desk-title = 我的待办
desk-title-all = 全部待办
desk-list-label = 待办列表
desk-work = 办理
desk-search = 查找
desk-search-label = 按编号、名称、企业或环节查找
desk-search-hint = 编号（末几位也行）、名称、企业、环节
desk-filters = 筛选
desk-only-all = 全部
desk-only-open = 要办的
desk-only-late = 超期
desk-only-soon = 临近到期
desk-only-applicant = 等申请人
desk-only-notice = 公示中
desk-only-gate = 待登记
desk-only-special = 特别程序
desk-only-recusal = 回避申请
desk-duty-own = 我的岗位
desk-duty-all = 全单位
desk-mine = 我认领的
desk-more = 看后面的 { $count } 件以后
desk-from-start = 从头看
desk-held-by-me = 我已认领
desk-held-by = { $name }已认领
desk-waits-for-applicant = 等申请人
desk-notice = 公示中
desk-notice-until = 公示至 { $month } 月 { $date } 日
desk-gate-waits = 待登记
desk-gate = 登记外部条件
desk-back-to-list = 返回待办
desk-back-to-region = 返回办件
desk-keys-hint = 全部按键
desk-keys-move = 上下
desk-keys-search = 查找
desk-key-claim = 认领
desk-key-opinion = 到意见栏
desk-key-back = 回到列表
desk-select = 批量签发
desk-select-end = 退出批量签发
desk-select-preview = 预览并签发所选的
desk-select-label = 选中：{ $name } · { $title }
desk-task-submitted = { $month } 月 { $date } 日提交
desk-empty = 现在没有要办的事
desk-empty-why = 新的申请到了您这个岗位，会自动出现在这里，不用刷新。
desk-empty-narrowed = 没有符合条件的待办
desk-empty-narrowed-why = 换个条件，或者看全部。个人姓名是加密保存的，不能查，请用编号。
desk-empty-show-all = 看全部待办
desk-empty-whole-organ = 看全单位的待办
desk-choose = 从左边选一件开始
desk-choose-why = 列表按到期日排，最急的在最上面。
desk-choose-open = 打开最急的一件

# Names of steps that the plan makes.
desk-step-confirmation = { $item }复核
desk-step-decision = { $item }签发
desk-step-notice = { $item }公示
desk-step-acceptance = { $item }受理
desk-duty-handle = 承办
desk-duty-check = 审核
desk-duty-sign = 签发
desk-duty-clerk = 综合窗口
desk-duty-helper = 帮办代办
desk-duty-other = 工作人员

# The head of a step.
desk-applicant = 申请人
desk-applicant-enterprise = { $name }（{ $code }）
desk-limits = 时限
desk-working-days = { $days } 个工作日
desk-calendar-days = { $days } 日（自然日）
desk-promised = 承诺 { $days }
desk-due = { $day }到期
desk-statutory = 法定 { $days }（{ $ground }）
desk-accepted = { $day }受理
desk-counted = 已计 { $days } 天
desk-case-number = 办件编号
desk-together = 一起办的
desk-together-done = 已办 { $count } 项
desk-together-open = 在办 { $count } 项
desk-together-applicant = 等申请人 { $count } 项
desk-together-waiting = 未到 { $count } 项
desk-together-none = 只有这一步
desk-whole-application = 看整个申请
desk-step-waits = 未到
desk-step-dropped = 不再需要
desk-done-late = 办结，超 { $days } 天
desk-state-waiting = 未到
desk-state-open = 在办
desk-state-refining = 等申请人修改
desk-state-unsupported = 不支持，等申请人
desk-state-done = 已办
desk-state-dropped = 不再需要

# Tabs.
desk-tabs = 内容
desk-tab-materials = 材料 { $count }
desk-tab-form = 申请表
desk-tab-points = 审查要点
desk-tab-points-ticked = 审查要点 { $ticked }/{ $count }
desk-tab-history = 经过 { $count }
desk-paper-not-there = 未提交
desk-paper-from-register = 来自市场主体登记库
desk-paper-produced-by = 由“{ $item }”产生
desk-paper-comes-with = { $gate }后提交
desk-paper-version = 第 { $version } 版
desk-paper-digest = 校验值（SHA-256）
desk-paper-download = 下载
desk-paper-cannot-show = 这种格式浏览器不能直接看，请下载后打开。
desk-papers = 材料
desk-papers-others = 这个申请的其他材料
desk-papers-none = 这一步不看材料
desk-papers-none-why = 需要的内容在申请表里。
desk-viewer = 正在看：{ $name }
desk-viewer-close = 收起材料
desk-viewer-next = 下一份
desk-viewer-new-window = 在新窗口打开
desk-situations = 情形
desk-form-none = 没有可以显示的申请表
desk-form-none-why = 申请人没有填写表格，或者内容已经按期限删除。
desk-points = 审查要点
desk-points-hint = 勾选的要点会和意见一起记下来。
desk-points-unticked = 有审查要点没有勾选。请逐项核对后勾选；确实不勾选的，在这里确认后再提交
desk-chain-nobody-after = 您提出后，本单位没有别人能办“{ $duty }”（起草的人不能办自己起草的），会停在这里。请先请负责人改派给其他承办，或者请管理员再任一位“{ $duty }”。
desk-points-unticked-sure = 没有勾选的要点我已核对，就按这个意见提交
desk-point-ticked = 上次已勾选
desk-yes = 是
desk-no = 否
desk-history-none = 还没有经过

# Where a step stands, in a sentence.
desk-says-waits-steps = 还没有轮到这一步，等“{ $steps }”办完后自动打开。
desk-says-waits-gates = 还没有轮到这一步，等{ $gates }后自动打开。
desk-says-waits = 还没有轮到这一步。
desk-says-notice = 正在公示，到 { $until }为止。公示期满自动进入下一步，不用操作。
desk-says-refining = 已请申请人修改完善，请对方在 { $until }前提交。等申请人期间不计时。
desk-says-unsupported = 意见是“不支持”。等申请人修改后再报，或者先不办这一项；不计时。
desk-says-done = 这一步已经办完。
desk-says-done-opinion = 这一步已经办完，意见是“{ $opinion }”。
desk-says-dropped = 这一步不再需要办。
desk-says-for-others = 现在由{ $organ }的{ $duty }人员办理，您可以查看。
desk-says-free = 还没有人认领。认领后由您办理，请在 { $due }前办完。
desk-says-free-late = 还没有人认领，应在 { $due }前办完，已经超期。认领后由您办理，请尽快办完。
desk-says-held = { $name }已经认领，正在办理。您可以查看，不能同时办。
desk-says-opinion = 由您办理，请在 { $due }前办完。
desk-says-opinion-late = 由您办理，应在 { $due }前办完，已经超期，请尽快办完。
desk-says-chain = { $name }拟的意见是“{ $opinion }”，请您{ $duty }。
desk-says-chain-own = 这份意见是您拟的，{ $duty }要由另一个人来做。
desk-says-acceptance = 请在 { $due }前决定是否受理（承诺时限）。依法最迟 { $until }：到那天没有一次告知补正的，自收到申请之日起即为受理。
desk-says-acceptance-late = 承诺的 { $due }已经过了，请尽快决定是否受理。依法最迟 { $until }：到那天没有一次告知补正的，自收到申请之日起即为受理。
desk-says-acceptance-supplement = 本单位已经提出补正意见，最迟 { $until }下午合并成一份告知书发出。在那以前可以修改，也可以撤回意见、予以受理。
desk-says-acceptance-asked = 补正已经一次告知，依法不能再要求补正，请在 { $due }前决定是否受理。
desk-says-decision = 审查已经办完，请您在 { $due }前签发决定。
desk-says-decision-late = 审查已经办完，应在 { $due }前签发决定，已经超期，请尽快签发。
desk-says-asked = 请对方修改的内容
desk-says-asked-materials = 要重新提交
desk-onlookers = { $names }正在看

# Acts.
desk-act-claim = 认领
desk-act-claim-why = 认领后别人会看到由您在办，不会重复劳动；随时可以放回。
desk-act-release = 放回
desk-act-release-why = 放回后，本单位同岗位的人都可以认领。您没有提交的内容不会保留。
desk-act-opinion = 提出审查意见
desk-act-confirm = 提出复核意见
desk-act-external = 登记办理结果
desk-act-survey = 登记勘验结果
desk-act-meeting = 登记会议结论
desk-act-hearing = 登记听证结果
desk-act-payment = 登记缴费情况
desk-act-refine = 请申请人修改完善
desk-act-pass = 同意，送下一步
desk-act-pass-last = 同意，意见生效
desk-act-return = 退回承办人
desk-act-accept = 受理
desk-act-not-accept = 拟不予受理
desk-preview = 预览文书
desk-act-sign-off = 签发，准予许可
desk-act-sign-off-despite = 仍然签发，准予许可
desk-sign-off-not-supported = “{ $step }”的意见是不支持。
desk-sign-off-not-supported-why = 按审查意见，应当不予许可（写明理由），或者退回重新审查。确实要准予许可的，写明理由；理由和您的姓名一起留在办理经过里。
desk-sign-off-despite = 为什么仍然准予许可
desk-sign-off-despite-hint = 写明事实和依据，例如经集体讨论决定的日期和结论
desk-bulk-not-supported = 审查不支持，不能批量签发
desk-bulk-alone = 单独打开处理
desk-act-send-back = 退回审查
desk-act-refuse-link = 不予许可……
desk-opinion = 意见
desk-opinion-agree = 同意
desk-opinion-agree-hint = 可以办，不附条件
desk-opinion-conditional = 有条件同意
desk-opinion-conditional-hint = 可以办，写明要满足的条件
desk-opinion-not-supported = 不支持
desk-opinion-not-supported-hint = 写明理由和怎么改；申请人可以改好再报
desk-opinion-none = 没有意见
desk-confirm-agree = 与审查时一致
desk-confirm-agree-hint = 原来的意见不变
desk-confirm-conditional = 附条件同意
desk-confirm-conditional-hint = 写明条件
desk-confirm-not-supported = 不支持
desk-confirm-not-supported-hint = 写明理由和怎么改
desk-confirm-changed-agree = 变化不影响，同意
desk-confirm-changed-agree-hint = 写明为什么不影响
desk-confirm-changed-conditional = 有变化，附条件同意
desk-confirm-changed-conditional-hint = 写明变化和条件
desk-confirm-changed-not-supported = 有变化，不支持
desk-confirm-changed-not-supported-hint = 写明变化和怎么改
desk-result-agree = 通过
desk-result-agree-hint = 结果合格
desk-result-conditional = 有条件通过
desk-result-conditional-hint = 写明要整改或者满足的条件
desk-result-not-supported = 不通过
desk-result-not-supported-hint = 写明问题和怎么改
desk-words = 具体意见
desk-words-hint = 申请人会看到。有条件同意、不支持的必须写：哪里不符合、依据什么、怎么改。
desk-words-confirm-hint = 审查以后有变化的必须写：变化了什么，还能不能同意。
desk-chain-follows = 提交后送本单位{ $stages }，同意后意见才生效。
desk-refine-request = 要改什么
desk-refine-request-hint = 一次说全，申请人会看到。不停别的部门。
desk-refine-materials = 要重新提交的材料
desk-refine-term = 第 { $round } 次，最多 { $rounds } 次。申请人有 { $term }，到 { $until }；这段时间不计时，收到后接着计。
desk-refine-no-more = 已经请申请人修改过 { $rounds } 次，到了规定的次数。请直接提出意见。
desk-returned = 审核退回，说明如下
desk-sent-back = 签发人退回，说明如下
desk-return-reason = 退回说明
desk-return-reason-hint = 写给承办人：哪里要改。
desk-not-accept-reasons = 不予受理的理由
desk-not-accept-reasons-hint = 申请人会看到：不需要许可的，说明不用办；不归这里管的，写明该找谁；依法不予受理的，写明依据（行政许可法第三十二条）。
desk-not-accept-follows = 先提请签发人审批。批准后这一件就此结束；申请人可以申请行政复议或者提起诉讼。
desk-accept-follows = 受理后开始计算法定期限，申请人在办件页上马上能看到。
desk-send-back-reason = 退回说明
desk-send-back-reason-hint = 写给审查人：哪里要重新看。退回后回到审查，用剩下的时限。
desk-found = 审查意见
desk-sign-off-granted = 签发后立即作出准予决定并编号，随后生成“{ $certificate }”送达申请人。
desk-sign-off-granted-plain = 签发后立即作出准予决定，随后送达申请人。
desk-sign-off-waits = 签发后先不发证：“{ $group }”还有 { $count } 件没有签发（{ $items }），都签发后一次发证。
desk-sign-off-issues = 这是“{ $group }”的最后一件：签发后 { $count } 件同时作出决定、编号，一次发证。
desk-unchanged = 从您单位提出意见到现在没有变化：材料没有换版，情形回答没有改。
desk-changed = 从您单位提出意见到现在，有下面的变化：
desk-changed-unknown = 有变化，但没有能逐项列出的内容，请核对材料和申请表。
desk-change-paper = { $name }：{ $before ->
    [0] 新提交
   *[other] 第 { $before } 版换成第 { $after } 版
}
desk-change-paper-now = 看现在的
desk-change-paper-before = 看审查时的
desk-change-answer = { $label }：“{ $before }”改为“{ $after }”
desk-change-answer-new = { $label }：新增，“{ $after }”
desk-change-answer-gone = { $label }：不再需要回答（原来是“{ $before }”）
desk-change-form = 申请表在 { $on }重新提交过，请核对。

# Refusing.
desk-refuse-title = 不予许可：{ $item }
desk-refuse-follows = 作出以后会这样
desk-refuse-follows-decision = 立即作出不予许可决定并编号，申请人在办件页上马上能看到理由；这一件就此结束，不能撤回。
desk-refuse-follows-appeal = 申请人可以在 60 日内申请行政复议，或者在 6 个月内提起行政诉讼。
desk-refuse-follows-all = 缺了这一项，整个申请不能继续：其余 { $count } 件同时终止（{ $items }）。
desk-refuse-follows-others = 其余 { $count } 件不受影响，申请人可以选择不办这一项、继续办其他的。
desk-refuse-follows-alone = 这个申请只有这一件，申请随之办结。
desk-refuse-reasons = 不予许可的理由
desk-refuse-reasons-hint = 申请人会看到：查明的事实、不符合的条件、法律依据（行政许可法第三十八条）。
desk-refuse-sure = 我已核对事实和依据，确认不予许可
desk-refuse-sure-missing = 请勾选确认
desk-refuse-submit = 作出不予许可决定
desk-refuse-back = 先不办，返回

# Gates.
desk-gate-title = 登记：{ $gate }
desk-gate-says = { $gate }以后，在这里登记。登记后，等着它的事项会立即打开，开始计时。
desk-gate-opened = { $gate }已于 { $day }登记。
desk-gate-failed = 已于 { $day }登记为不会实现，等着它的事项已经终止。
desk-gate-facts = 登记内容
desk-gate-open = 登记，打开后面的事项
desk-gate-opens = 登记后立即打开
desk-gate-fails-link = 不会实现……
desk-gate-fails-title = 登记不会实现：{ $gate }
desk-gate-fails-follows = 登记以后会这样
desk-gate-fails-items = 下面 { $count } 件等着它，同时终止，原来的审查意见自行失效，不发证：
desk-gate-fails-rest = 其余 { $count } 件照常办理：
desk-gate-fails-all = 没有其他还在办的事项，整个申请随之终止。
desk-gate-fails-undo = 登记后不能撤回；申请人换了地块，可以带着没变的材料重新申请。
desk-gate-fails-reason = 为什么不会实现
desk-gate-fails-reason-hint = 申请人会看到，例如没有竞得土地、没有签订合同。
desk-gate-fails-sure = 我已核对，确认不会实现
desk-gate-fails-submit = 登记不会实现

# What was done.
desk-said-claimed = 已认领，由您办理。
desk-said-released = 已放回。
desk-said-refinement = 已请申请人修改完善，这一步停止计时。
desk-said-opinion = 意见已提交。
desk-said-passed = 已同意。
desk-said-returned = 已退回承办人。
desk-said-accepted = 已受理，后面的环节已经打开。
desk-said-signed-off = 已签发。
desk-said-sent-back = 已退回审查。
desk-said-refused = 已作出不予许可决定。
desk-said-gate-opened = 已登记，等着它的事项已经打开。
desk-said-gate-failed = 已登记为不会实现。
desk-next = 办下一件：{ $name } · { $title }
desk-key-next = 办完以后，到下一件

# What stood in the way.
desk-errors-title = 没有提交成功
desk-conflict-title = 已经有人先办了
desk-conflict-deed = { $time }，{ $who }：{ $what }
desk-unsent = 您刚才写的内容还在这里，可以复制。
desk-unsent-text = 您写的内容
desk-form-expired = 页面打开后您重新登录或者换过身份，所以没有提交。您写的内容还在，请核对后再提交一次。
desk-refusal-not-yours = 这一步现在不由您这个岗位办理，没有提交。
desk-refusal-sent-before = 这个页面已经提交过一次，这一次没有提交。请核对现在的情况，需要的话再提交。
desk-refusal-unavailable = 系统暂时不能确认是否保存。您写的内容还在，请过几分钟先看有没有提交成功，没有再提交。
desk-refusal-held-by-another = 这一步已经由别人认领，没有提交。
desk-refusal-not-open = 这一步已经不在办理中，没有提交。
desk-refusal-not-claimed = 请先认领，再提交。
desk-refusal-wrong-stage = 这一步已经到了别的环节，没有提交。
desk-refusal-own-draft = 这份意见是您自己拟的，要由另一个人审核。
desk-refusal-ended = 这个申请已经结束，没有提交。
desk-refusal-gate-recorded = 已经登记过了，没有再次登记。
desk-refusal-no-more-rounds = 已经请申请人修改过 { $rounds } 次，到了规定的次数。请直接提出意见。
desk-refusal-not-in-pre-review = 正式受理以后不能再请申请人修改完善。
desk-refusal-words-missing = 请写明具体内容
desk-refusal-words-too-long = 最多 { $max } 个字，请写短一些
desk-refusal-changed-needs-words = 审查以后有变化，同意也要写明怎么看这些变化
desk-refusal-no-number-left = 今天的编号已经用完，请明天再办
desk-refusal-case-not-there = 这一件现在的状态不能这样办，没有提交。
desk-refusal-other = 现在不能这样办，没有提交。请刷新后核对。
desk-choose-opinion = 请选择意见

# Signed out while working.
desk-signed-out-title = 请重新登录，您写的内容还在
desk-signed-out = 登录已经过期，刚才的内容没有提交。请在新窗口登录，再回到这里继续；不要关闭这个页面。
desk-signed-out-sign-in = 在新窗口登录
desk-signed-out-continue = 我已登录，继续
desk-signed-out-typed = 您写的内容

# Signing off several at once.
desk-bulk-title = 批量签发
desk-bulk-says = 下面 { $count } 件会逐件签发。先看清每一件会发生什么。
desk-bulk-none = 没有选中可以签发的待办
desk-bulk-none-why = 在列表里勾选等您签发的待办，再点“预览并签发”。
desk-bulk-item = 事项
desk-bulk-application = 申请
desk-bulk-opinions = 审查意见
desk-bulk-follows = 签发后
desk-bulk-left-out = 有 { $count } 件不能签发，没有列入：可能已经被别人签发，或者不由您签发。
desk-bulk-submit = 签发这 { $count } 件
desk-bulk-back = 返回列表
desk-bulk-done-title = 批量签发结果
desk-bulk-done-says = 签发成功 { $done } 件，没有签发 { $failed } 件。
desk-bulk-result = 结果
desk-bulk-result-done = 已签发
desk-bulk-result-failed = 没有签发
desk-bulk-follows-granted = 准予许可，送达申请人
desk-bulk-follows-waits = 等同组其余 { $count } 件：{ $items }
desk-bulk-follows-issues = 同组 { $count } 件一次发证

# Applications.
desk-applications = 办件
desk-applications-title = 办件 · { $organ }
desk-applications-search-hint = 编号（末几位也行）、名称、企业、事项
desk-applications-status-all = 全部
desk-applications-status-in_progress = 在办
desk-applications-status-finished = 办结
desk-applications-status-withdrawn = 已撤回
desk-applications-status-terminated = 已终止
desk-applications-status-unfiled = 未提交
desk-applications-empty = 还没有办件
desk-applications-empty-why = 有您单位参与的申请提交后，会出现在这里。
desk-applications-empty-narrowed = 没有符合条件的办件
desk-applications-empty-narrowed-why = 换个名称或者状态试试。个人姓名是加密保存的，不能查，请用编号。
desk-applications-table = 有您单位参与的申请，新的在前
desk-applications-asked = 等申请人 { $count } 项
desk-applications-ended = { $day }结束
desk-applications-older = 更早的
desk-applications-newest = 最新的
desk-application-says-in_progress = 在办：{ $done } 步已办，{ $open } 步在办，{ $waiting } 步等申请人，{ $later } 步未到。
desk-application-says-finished = 已于 { $day }办结。
desk-application-says-withdrawn = 申请人已于 { $day }撤回。
desk-application-says-terminated = 已于 { $day }终止。
desk-application-says-unfiled = 还没有提交。
desk-application-cases = 办件
desk-application-steps = 各环节
desk-application-step = 环节
desk-application-organ = 部门
desk-application-state = 状态
desk-application-due = 到期
desk-application-holder = 承办人
desk-application-item = 事项
desk-application-document = 文号
desk-application-progress = 办理进度
desk-application-promise = 承诺 { $days }，已计 { $counted } 天
desk-application-submitted = { $day }提交
desk-application-gate-open = { $day }登记
desk-application-gate-failed = { $day }登记为不会实现
desk-application-gate-waits = 还没有登记
desk-case-received = 收到
desk-case-pre_review = 预审中
desk-case-waiting_for_gate = 预审通过，等外部条件
desk-case-accepted = 已受理
desk-case-signed_off = 已签发，等一次发证
desk-case-granted = 准予许可
desk-case-refused = 不予许可
desk-case-not_accepted = 不予受理
desk-case-left_out = 申请人不办
desk-case-withdrawn = 已撤回
desk-case-terminated = 已终止

# Supervisors and leaders.
desk-region-title = { $region }的办件

# Who did something.
desk-who-at-desk = { $name }（{ $post }）
desk-who-for-another = { $name }（{ $post }），代{ $party }办理
desk-who-beside = { $who }，{ $helper }在旁帮办
desk-who-for-enterprise = { $name }（申请人经办）
desk-who-person = { $name }（申请人）
desk-who-timer = 期限到了自动办理
desk-who-system = 系统自动办理

# What happened.
desk-happened-submitted = 提交申请，{ $count } 项，材料 { $papers } 份
desk-happened-steps-opened = 随之打开 { $count } 步：{ $steps }
desk-happened-claimed = 认领“{ $step }”
desk-happened-released = 放回“{ $step }”
desk-happened-refinement-asked = “{ $step }”请申请人在 { $until }前修改完善{ $count ->
    [0] {""}
   *[other] ，重新提交：{ $materials }
}
desk-happened-refinement-supplied = 申请人完成“{ $step }”的修改{ $count ->
    [0] {""}
   *[other] ，重新提交：{ $materials }
}
desk-happened-opinion-drafted = “{ $step }”拟提出意见：{ $opinion }
desk-happened-stage-passed = 同意“{ $step }”的意见，送下一步
desk-happened-stage-returned = 把“{ $step }”的意见退回承办人
desk-happened-opinion-given = “{ $step }”提出意见：{ $opinion }
desk-happened-notice-ended = “{ $step }”公示期满
desk-happened-gate-opened = 登记：{ $gate }
desk-happened-gate-failed = 登记：{ $gate }不会实现
desk-happened-plan-changed = 申请人修改了申请{ $count ->
    [0] {""}
   *[other] ，重新提交材料 { $count } 份
}
desk-happened-left-out = 申请人不办“{ $item }”
desk-happened-case-accepted = 受理“{ $item }”
desk-happened-step-done = 办完“{ $step }”
desk-happened-case-not-accepted = 不予受理“{ $item }”
desk-happened-signed-off = 签发“{ $step }”
desk-happened-signed-off-despite = 签发“{ $step }”，尽管“{ $review }”不支持
desk-happened-sent-back = 把“{ $step }”退回“{ $to }”
desk-happened-case-granted = 准予“{ $item }”
desk-happened-case-granted-numbered = 准予“{ $item }”，{ $number }
desk-happened-case-refused = 不予许可“{ $item }”，{ $number }
desk-happened-document-issued = 制发《{ $document }》，文号 { $number }
desk-happened-document-opened = 申请人打开了文书
desk-happened-documents-served-electronic = { $count } 份文书送达到申请人的账户
desk-happened-documents-served-window = { $count } 份文书在窗口送达，送达回证已经签字
desk-happened-documents-served-post = { $count } 份文书邮寄送达
desk-happened-posted = { $count } 份文书交邮
desk-happened-post-returned = { $count } 份文书被邮局退回
desk-happened-delivery-chosen = 申请人把送达方式改为{ $way }
desk-happened-document-rendered = 生成“{ $item }”的证照
desk-happened-served = 送达 { $count } 件：{ $items }
desk-happened-withdrawn = 申请人撤回申请
desk-window = { $step } · { $title }

## 时限提醒与放假调整
desk-happened-escalated-handler = { $step }快到期了，提醒承办人
desk-happened-escalated-head = { $step }超期 { $days } 个工作日，告知本单位负责人
desk-happened-escalated-supervisor = { $step }超期 { $days } 个工作日，告知审批局督查
desk-happened-terms-begun = 文书已经送达，申请人的期限从送达算起，到 { $until }
desk-happened-dues-moved = 放假安排有变，期限顺延或提前：{ $steps }
desk-escalated-handler = 已提醒承办人
desk-escalated-head = 已告知本单位负责人
desk-escalated-supervisor = 已告知审批局督查
## 督办
desk-inquiries = 督查请本单位说明情况：{ $count } 件待答复（由负责人答复）
desk-inquiries-title = 督办
desk-inquiries-none = 没有督办。
desk-inquiry-ask = 请单位说明情况
desk-inquiry-open = 待答复
desk-inquiry-answered = 已答复
desk-inquiry-closed = 已办结
desk-inquiry-due = 期限{ $day }
## 办理规则
desk-release = 办理规则
desk-release-number = 第 { $number } 版（提交时的版本）

# The window and the helper.
desk-happened-query-code-renewed = 重新生成了查询码
desk-happened-form-corrected = 依本人申请更正了表单里的个人信息

# On every page that shows what belongs to an applicant
desk-looks-are-recorded = 查看申请人的信息会自动记录，申请人能看到谁在什么时候看过。
