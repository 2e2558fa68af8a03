# The window.
counter-title = { $organ } · 综合窗口
counter-taken-in = { $day }受理
counter-counts = 本窗口单位受理 { $all } 件，其中您受理 { $own } 件。
counter-day = 日期
counter-search = 按编号或名称查找
counter-search-act = 查找
counter-empty = 没有受理记录
counter-empty-today = 今天还没有受理。有人到窗办理时，请先点“到窗登记”。
counter-empty-day = 这一天没有受理。
counter-empty-searched = 没有找到相符的受理，请换个词再找。
counter-table = 受理清单
counter-number = 办件编号
counter-what = 事项
counter-time = 受理时间
counter-status = 状态
counter-own = 我受理
counter-somebody = 有人到窗
counter-open-visits = 正在办理（{ $count }）
counter-open-visits-why = 到窗授权只在当天有效，办完请结束。
counter-go-on = 继续为{ $party }办理
counter-read-back = 按编号读回
counter-read-back-why = 只能读回本窗口单位受理的申请
counter-read-back-act = 读回
counter-number-unknown = 没有找到本窗口单位受理的这个编号，请核对。
counter-account = 账户找回
counter-account-why = 忘记密码、更换手机，或在窗口开立的账户要本人接管的。
counter-account-act = 办理账户找回

# A visit.
visit-new = 到窗登记
visit-new-why = 先确认来人是谁、为谁办理，再开始填表。登记后您以“代某人办理”的身份操作，每一步都同时记下您和申请人。
visit-who = 为谁办理
visit-kind = 申请人
visit-person = 个人
visit-enterprise = 企业
visit-present = 来的是谁
visit-present-missing = 请选择来的是谁。
visit-present-oneself = 本人
visit-present-oneself-why = 个人本人，或企业的法定代表人
visit-present-agent = 受托人
visit-present-agent-why = 持授权委托书代他人办理
visit-only-enterprise = 为企业办理时填写，与营业执照一致
visit-name = 姓名
visit-name-hint = 个人填本人；企业填法定代表人。已登记的企业由受托人来办时可以不填
visit-phone-hint = 新开账户时用来通知进展，没有可以不填
visit-agent = 受托人
visit-agent-why = 来的是受托人时填写
visit-agent-name = 受托人姓名
visit-agent-number = 受托人身份证号码
visit-made-sure = 核验与事项
visit-checks = 核验了什么
visit-checks-why = 只勾选您实际核验过的；这些会随授权记录在案，申请人可以看到
visit-matter = 办理事项
visit-matter-why = 选定后只能办理这一个事项；不选则当天可以办理申请人的各项申请
visit-matter-unknown = 没有这个事项，请重新选择。
visit-for-persons = 个人
visit-for-enterprises = 企业
visit-recorded = 没有账户的申请人会开立账户，本人日后可凭密码条接管。您的登记和查看会记录并告知本人。
visit-open = 登记并开始办理

# Reading back.
intake-asked = 有 { $count } 处在等申请人补充或选择。申请人在场的，请登记到窗后代为办理。
intake-receipt = 查看并打印回执
intake-more = 到窗登记，继续办理
intake-more-why = 查看表单和材料、补充或丢失查询码的，须申请人到窗并核验身份。
intake-cases = 办件（{ $count }）

# Accounts.
accounts-title = 账户找回
accounts-why = 须本人到场，用两种不同的方式核验身份。办理后该账户的所有登录都会退出，并在本人的账户记录里写明由谁、在哪个窗口办理。
accounts-two-checks = 至少两项
accounts-secret = 新的登录密码
accounts-secret-why = 系统随机生成，只显示一次，打印后交给本人；{ $hours } 小时内有效，首次登录必须修改。
accounts-secret-act = 生成密码条
accounts-phone = 更换手机或电话
accounts-phone-act = 更换电话
slip-title = 密码条
slip-once = 只显示这一次。请打印并当面交给本人，不要留存、不要拍照。
slip-heading = 登录密码条
slip-until = 有效期至
slip-clerk = 办理人
slip-site = 打开本平台，点“登录”。
slip-sign-in = 用户名填写身份证号码（或原来的用户名），密码填写上面的密码，包括短横线。
slip-change = 按提示设置自己的密码。设置后这张纸作废。
slip-warning = 请妥善保管，不要告诉任何人。工作人员不会向您索要密码。
slip-print = 打印密码条
slip-done = 办完了，返回窗口
phone-changed-title = 电话已更换
phone-changed = { $name }的联系电话已换成 { $phone }，该账户的所有登录已退出。

# Helping.
helping-title = 我帮办的项目
helping-title-region = 重点项目帮办
helping-behalf = 我可以代办或查看（{ $count }）
helping-search = 按项目名称或代码查找
helping-none = 没有项目
helping-none-why = 还没有给您分配项目。项目由审批局的督查或领导岗位分配。
helping-none-region = 没有找到项目。
helping-no-helper = 还没有帮办员
helping-helper = 帮办员：{ $helper }
helping-assign = 指定帮办员
helping-nothing-filed = 这个项目还没有提交申请。
helped-owner = 项目单位
helped-code = 项目代码
helped-region = 所在地
helped-helper = 帮办员
helped-asked = 现在要申请人做的
helped-open = 正在办理的环节
helped-step = 环节
helped-organ = 部门
helped-due = 期限
helped-next = 接下来：
helped-rights = 代办授权
helped-no-right = 项目单位还没有授权给您。查看材料、代为办理，须由项目单位在“我的账户 · 帮办授权”里授权。
helped-right = { $reach }，至 { $until }
helped-act = 代为办理
helped-look = 查看办件

# Questions of applicants about looks
desk-looks-title = 对查看记录的提问
desk-looks-why = 申请人看到工作人员查看过自己的信息，可以提问。由单位负责人或者督查人员核实后答复，查看的人自己不能答复。
desk-looks-open = 待答复
desk-looks-answered = 已答复
desk-looks-none = 没有提问
desk-looks-none-why = 有申请人提问时，会列在这里。
desk-looks-about = 问：{ $post } { $who }为什么查看{ $what }
desk-looks-asked-on = { $day }提问
desk-looks-one = { $asker }的提问
desk-looks-look = 哪次查看
desk-looks-words = 提问
desk-looks-answer = 答复
desk-looks-answer-hint = 写明查看的工作原因；属于不应当的查看的，写明怎么处理。申请人能看到这段话。
desk-looks-send = 答复

# On every page of ours that shows what belongs to an applicant
counter-looks-are-recorded = 查看申请人的信息会自动记录，申请人能看到谁在什么时候看过。
