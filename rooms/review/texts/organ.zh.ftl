# Inside an organ: Chinese only, as all desks.

# The history.
desk-who-deputy = { $name }（{ $post }，代{ $of }）
desk-happened-reassigned = 把“{ $step }”由{ $from }改派给{ $to }
desk-happened-reassigned-to-desk = 把“{ $step }”退回待认领
desk-happened-handed-over = “{ $step }”随岗位交接由{ $from }转给{ $to }（{ $by }安排）
desk-happened-handed-over-to-desk = “{ $step }”随岗位交接退回待认领（{ $by }安排）
desk-happened-taken-over = 接办“{ $step }”，原承办人{ $from }已离岗
desk-happened-conflict-declared = 声明回避，不再参与{ $organ }对这件申请的办理
desk-happened-recusal-asked = 申请{ $organ }的工作人员回避
desk-happened-recusal-granted = 同意回避申请：{ $name }不再办理这件申请
desk-happened-recusal-declined = 不同意回避申请

# Refusals.
desk-refusal-recused = 该人员已经回避这件申请，不能办理。请交给其他同事。
desk-refusal-own-recusal = 涉及本人的回避不能由本人决定，请由其他负责人或者局领导决定。
desk-refusal-recusal-decided = 这个回避申请已经有了决定。
desk-refusal-nobody-else = 本单位没有其他人员可以接着办。请先由负责人安排代理人，或者由管理员在这个岗位上增加人员。
desk-refusal-holder-is-there = 承办人还在岗。请与本人商量，或者请负责人改派。

# Rows of the list.
desk-recusal = 决定回避申请
desk-recusal-waits = 待决定
desk-held-for = 代{ $name }
desk-holder-away = { $name }（请假至{ $until }）
desk-holder-away-deputy = { $name }（请假至{ $until }，{ $deputy }代）

# The organ at a glance.
desk-organ = 本单位
desk-organ-back = 返回本单位
desk-organ-says = 在办 { $count } 件，超期 { $late } 件，临近到期 { $soon } 件，待认领 { $unclaimed } 件
desk-organ-to-sign = { $count } 件等签发
desk-organ-nothing-to-sign = 没有等签发的。
desk-organ-to-check = { $count } 件等审核
desk-organ-people = 谁在办什么
desk-organ-people-caption = 每人手上的件数，按时限分
desk-organ-person = 人员
desk-organ-picture = 件数
desk-organ-late = 超期
desk-organ-soon = 临近到期
desk-organ-in-time = 按期
desk-organ-waiting = 等申请人
desk-organ-special = 特别程序
desk-organ-others = 其他
desk-organ-all = 合计
desk-organ-people-rule = 每件只算一次：已经认领的都算在承办人名下，送审核、送签发以后也是；“其他”是公示、待登记、待审批和回避申请。
desk-organ-left = 已离岗人员
desk-organ-unclaimed = 待认领
desk-organ-deciders = 等审核、签发或审批
desk-organ-nobody = 无人认领
desk-organ-away = 请假至{ $until }
desk-organ-away-deputy = 请假至{ $until }，{ $deputy }代
desk-organ-tasks = 待办事项

# Another holder.
desk-reassign-title = 改派
desk-reassign-to = 交给
desk-reassign-to-desk = 退回待认领
desk-reassign-receiver = { $name }（手上 { $count } 件）
desk-reassign-receiver-away = ，今天请假
desk-reassign-preview = 预览改派
desk-reassign-says = 可以改派 { $count } 件。时限照常计算，原承办人和新承办人都能在经过里看到。
desk-reassign-none = 没有选中待办
desk-reassign-none-why = 回到本单位页面，勾选要改派的事项。
desk-reassign-from = 现在谁在办
desk-reassign-cannot = 不能改派
desk-reassign-has-it = 已经在这位同事手上。
desk-reassign-reason = 改派理由
desk-reassign-reason-hint = 写进办件经过，本单位的人看得到。
desk-reassign-reason-missing = 请写明改派的理由。
desk-reassign-receiver-missing = 请选择交给谁。
desk-reassign-receiver-left = 这位同事已经不在承办岗位，请另选一位。
desk-reassign-submit = 改派这 { $count } 件
desk-reassign-done = 已交给{ $to }：{ $done } 件；没有改派：{ $failed } 件
desk-reassign-moved = 已转交
desk-reassign-stayed = 没有转交
desk-act-reassign = 改派给其他同事
desk-act-take-over = 接办
desk-act-take-over-why = 原承办人已经离岗，您可以接着办。
desk-said-taken-over = 已接办，现在由您承办。

# Handing a post over.
desk-handover-new = 岗位交接
desk-organ-looks = 对查看记录的提问
desk-handover-this = 交接
desk-handovers = 岗位交接
desk-handover-title = 离岗交接
desk-handover-follows = 到交接那天，岗位和手上没办完的事项一起转给接任的同事。时限照常计算，每件的经过都会记下。
desk-handover-held-label = 交出的岗位
desk-handover-held = { $name } · { $post }
desk-handover-held-missing = 请选择交出的岗位。
desk-handover-held-gone = 这个岗位的人员刚刚有变化，请重新选择。
desk-handover-to = 接任的人
desk-handover-to-missing = 请选择接任的人。
desk-handover-to-outside = 接任的人要在本单位任职。请选择本单位的同事，或者请管理员安排。
desk-handover-not-of-chain = 您只能交接承办、审核、签发岗位。其他岗位请管理员安排。
desk-handover-to-oneself = 接任的人要是另一位同事。
desk-handover-day = 交接日期
desk-handover-day-hint = 选今天就马上交接。
desk-handover-day-missing = 请选择交接日期。
desk-handover-day-out-of-reach = 交接日期从今天起，最远一年。
desk-handover-preview = 看看会转交什么
desk-handover-moving = { $name }手上有 { $count } 件会一起转交
desk-handover-moving-how = 其中超期 { $late } 件，临近到期 { $soon } 件，等申请人 { $waiting } 件。
desk-handover-moving-list = 看是哪些
desk-handover-moving-more = 还有 { $count } 件。
desk-handover-submit = 确定交接
desk-handover-line = { $post }：{ $from } → { $to }
desk-handover-planned = 等交接日
desk-handover-planned-says = { $day }开始交接。在此之前可以取消。
desk-handover-begun = 交接中
desk-handover-begun-says = 岗位已经交接，{ $count } 件正在转交。
desk-handover-done = 已交接
desk-handover-done-says = 转交 { $moved } 件，退回待认领 { $desk } 件，没有转交 { $stayed } 件。
desk-handover-called-off = 已取消
desk-handover-called-off-says = 这次交接已经取消，岗位没有变化。
desk-handover-failed = 没有交接成
desk-handover-on-the-desk = 退回待认领（接任的人已回避）
desk-handover-by = 安排人
desk-handover-tasks = 转交的事项
desk-handover-call-off = 取消交接
desk-handover-begun-already = 交接已经开始，不能再改。
desk-handover-unknown = 没有这次交接。

# Absences.
desk-absence-new = 登记请假
desk-absence-title = 登记请假和代理
desk-absence-follows = 请假期间，代理人可以替您办理手上的事项，每一步都会记下两个人的名字；到期自动结束。不用写请假原因。
desk-absence-person = 谁请假
desk-absence-person-missing = 请选择谁请假。
desk-absence-from = 从哪天
desk-absence-from-missing = 请选择开始日期。
desk-absence-until = 到哪天（含当天）
desk-absence-until-missing = 请选择结束日期。
desk-absence-deputy = 代理人
desk-absence-deputy-hint = 本单位的同事。不选的，手上的事项由负责人改派。替别人登记的，代理人只代承办、审核、签发；窗口、督查、管理等岗位要由本人登记。
desk-absence-deputy-gone = 这位同事不在本单位岗位上，请另选一位。
desk-absence-deputy-away = 这位同事那几天也请假，请另选一位。
desk-absence-deputy-alone = 代理期间由{ $name }起草的意见，本单位没有别人能办“{ $duty }”（起草的人不能办自己起草的），会停住。请另选代理人；或者不选代理人，由负责人把手上的事项改派给其他承办；或者先请管理员再任一位“{ $duty }”。仍要这样登记的，请勾选：
desk-absence-deputy-sure = 我知道会没有人能接着办，仍然这样登记
desk-absence-submit = 登记
desk-absences = 请假和代理
desk-absences-none = 没有人请假。
desk-absence-now = 请假中
desk-absence-deputy-is = { $name }代理
desk-absence-no-deputy = 没有代理人
desk-absence-end = 提前回岗
desk-absence-cancel = 取消
desk-said-absent = 已登记请假。
desk-said-back = 已结束请假。

# Recusal.
desk-recused = 已回避
desk-recusal-says = 申请人认为工作人员应当回避，请您决定。决定和理由会告诉申请人；时限照常计算。
desk-recusal-granted = 已同意：{ $name }回避
desk-recusal-declined = 已决定：不同意回避
desk-recusal-day = 提出日期
desk-recusal-whom = 申请谁回避
desk-recusal-why = 理由
desk-recusal-outcome = 您的决定
desk-recusal-outcome-missing = 请选择同意还是不同意。
desk-recusal-grant = 同意回避
desk-recusal-decline = 不同意
desk-recusal-person = 回避的人员
desk-recusal-person-hint = 同意时选择。这位同事不能再办理这件申请，手上的事项退回待认领。
desk-recusal-person-missing = 请选择是哪位同事回避。
desk-recusal-answer = 给申请人的理由
desk-recusal-answer-hint = 申请人会看到这段话。
desk-recusal-reason-missing = 请写明理由，申请人会看到。
desk-recusal-submit = 作出决定
desk-act-recuse = 我要回避
desk-act-recuse-why = 与这件申请有利害关系的，应当回避。提交后您不能再办理本单位在这件申请上的任何环节，手上的退回待认领；不能撤回。
desk-act-recuse-reason = 回避理由
desk-said-recused = 已登记回避。您不再办理这件申请，手上的环节已退回待认领。

# Notes.
desk-tab-notes = 备注 { $count }
desk-notes-whose = 内部备注，申请人看不到。
desk-notes-none = 还没有备注。
desk-note-new = 写备注
desk-note-write = 记下
desk-note-mention = 提醒同事
desk-note-mentions = 提醒了{ $names }
desk-note-share = 参与办理的其他部门和督查人员也能看
desk-note-for-organ = 仅本单位
desk-note-for-all = 各部门可见
desk-note-who = { $name }（{ $organ }）
desk-note-who-deputy = { $name }代{ $of }（{ $organ }）
desk-note-recused = 您已经回避这件申请，不能写备注。
desk-note-empty = 备注还没有写内容。
desk-note-too-long = 备注最多 2000 字，请写短一些。
desk-note-full = 这件申请的备注已满 1000 条。
desk-note-too-many-mentions = 一条备注最多提醒 20 位同事。
desk-said-noted = 已记下备注。
desk-mention = 有同事在“{ $title }”的备注里提到您
desk-mention-read = 知道了
