# Signing in.
sign-in-name = 用户名
sign-in-name-hint = 也可以填写身份证号码
sign-in-name-new-hint = 4 至 40 位，以字母开头，可以用字母、数字、“-”“.”“_”，不区分大小写
password = 密码
password-hint = 至少 8 位。可以用一句只有您知道的话，不要用生日、电话或常见密码
sign-in-wrong = 用户名或密码不对，请检查后重新填写。
sign-in-throttled = 尝试次数太多。为了您的账户安全，请在 { $minutes } 分钟后再试。
register = 注册
register-lead = 办事前请用本人身份信息注册。已有账户的，直接
continue = 继续
save = 保存
cancel = 取消

# The people of a demonstration city.
demo-people = 演示账户
demo-people-how = 点一下即可登录。所有演示账户的密码都是 <b>{ $password }</b>，只在演示城市有效。
demo-enterprises = 企业
demo-persons = 个人
demo-organs = 部门与窗口

# Acting as.
capacity-title = 您现在以什么身份办理？
capacity-why = 每次只用一个身份。以企业身份办理时，看不到您个人的办件，反过来也一样。随时可以在页面右上角切换。
capacity-person = 本人
capacity-enterprise = { $name } · { $right }
capacity-post = { $organ } · { $duty }
capacity-deputy = { $organ } · { $duty }（代{ $name }）
capacity-act-as-this = 切换到这个身份
capacity-lapsed = 您刚才使用的身份已经失效（授权到期、被收回，或岗位有变动），没有保存任何更改。请重新选择身份后再试。
duty-none = 工作人员
duty-handle = 承办
duty-check = 审核
duty-sign = 签发
duty-clerk = 综合窗口
duty-helper = 帮办代办
duty-supervise = 督查
duty-lead = 局领导
duty-administer = 账户管理
duty-audit = 审计

# My account.
account-known = 我的信息
account-known-why = 只显示必要的部分。姓名或证件有误的，请带身份证到大厅窗口更正。
account-enterprises = 我可以代表的企业
account-enterprises-none = 还没有。法定代表人可以登记企业；代理人由法定代表人授权。
account-posts = 我的岗位
account-sessions = 登录情况
account-sessions-here-only = 您只在这里登录。
account-sessions-elsewhere = 除这里以外，还有 { $count } 处登录。不是您本人的，请退出它们并修改密码。
account-sessions-end = 退出其他登录
person-name = 姓名
person-name-hint = 与身份证一致
resident-number = 身份证号码
resident-number-hint = 18 位。港澳台居民居住证、外国人永久居留身份证的 18 位号码也可以
phone = 手机或电话
phone-hint = 用来通知您办件进展，例如 138 1234 5678，或 0543-3186001
phone-new = 新的手机或电话
phone-change = 更换电话
password-change = 修改密码
account-notices = 通知方式
password-old = 现在的密码
password-new = 新密码
password-old-wrong = 现在的密码不对，请重新填写。
password-change-ends-sessions = 修改后，其他地方的登录都会退出。
privacy-title = 我们怎样使用您的信息
privacy-notice = 姓名和证件号码用来确认办事人的身份，电话用来通知办件进展，依据《个人信息保护法》第十三条，为履行法定职责所必需。信息加密保存，只有经办您事项的部门在需要时可以看到；自提供之日起满 10 年重新评估是否需要保留。您可以在“我的账户”查看，有误的可以要求更正。

# Registering an enterprise.
enterprise-register = 登记企业
enterprise-register-lead = 由法定代表人本人登记。登记后可以授权代理人办理。
enterprise-register-as-person = 登记企业须以本人身份办理，请先在右上角切换为“本人”。
enterprise-name = 企业名称
enterprise-name-hint = 与营业执照一致
credit-code = 统一社会信用代码
credit-code-hint = 营业执照右上方的 18 位代码

# Mandates.
mandates = 代理人授权
mandates-none = 现在没有代理人。
mandates-caption = 有效的和将要生效的授权
mandates-past = 已经结束的授权（{ $count }）
mandate-representative = 法定代表人
mandate-agent = 代理人
mandate-scope-handle = 办理
mandate-scope-handle-hint = 可以申报、补充、撤回、评价；不能再授权给别人
mandate-looking-agent = 代理人（只能查看）
mandate-scope-see = 只能查看
mandate-scope-see-hint = 可以查看进度和文书，不能办理
mandate-give = 授权代理人
mandate-give-lead = 授权后，代理人可以在期限内以{ $enterprise }的名义办理。您随时可以收回。
mandate-agent-name = 代理人姓名
mandate-agent-number = 代理人身份证号码
mandate-agent-number-hint = 代理人须已注册。姓名和号码都一致才能授权
mandate-scope = 授权范围
mandate-from = 自
mandate-until = 至
mandate-until-hint = 最长三年
mandate-revoke = 收回
mandate-revoke-title = 收回对{ $agent }的授权？
mandate-revoke-what-follows = 收回后立即生效：{ $agent }不能再以{ $enterprise }的名义办理或查看。已经办理的仍然有效，记录会保留。

# What is wrong.
day-unreadable = 请填写日期，例如 2026-11-30。
sign-in-name-missing = 请填写用户名。
sign-in-name-length = 用户名应为 4 至 40 位。
sign-in-name-first-character = 用户名应以字母开头。
sign-in-name-character = 用户名第 { $place } 位“{ $character }”不能使用，只能用字母、数字、“-”“.”“_”。
sign-in-name-taken = 这个用户名已经有人使用，请换一个。
password-missing = 请填写密码。
password-too-short = 密码至少 8 位，请再长一些。
password-too-long = 密码最多 128 位。
password-common = 这个密码太常见，容易被猜到。请换一个，例如一句只有您知道的话。
password-personal = 密码不要用姓名、用户名、证件号码、电话或本平台的名称。请换一个。
person-name-missing = 请填写姓名。
person-name-length = 姓名应为 2 至 50 个字。
person-name-character = 姓名第 { $place } 个字“{ $character }”不能使用，请按身份证填写。
resident-number-taken = 这个证件号码已经注册。请直接登录。
credit-code-taken = 这个企业已经登记。需要办理的，请由法定代表人授权。
account-already-open = 这个账户已经注册。
account-not-open = 没有这个账户。
account-holds-post-already = 该人员已经在这个岗位上。
account-does-not-hold-post = 该人员不在这个岗位上。
account-too-many-posts = 一人最多兼任 16 个岗位，请先免去其中一个。
account-not-of-this-organ = 该人员在这个单位没有岗位。
account-days-the-wrong-way = 请从今天或以后的日期开始，结束日期不能早于开始日期。
account-absent-too-long = 一次最多登记 366 天，请改早结束日期，到时再登记。
account-absent-then = 这几天里已经登记过请假。请先取消原来的，或者改日期。
account-own-deputy = 不能自己代理自己，请选另一位同事。
account-no-such-absence = 没有这次请假。
account-absence-over = 这次请假已经结束，不用再取消。
enterprise-already-open = 这个企业已经登记。
enterprise-not-open = 没有这个企业。
enterprise-name-missing = 请填写企业名称。
enterprise-name-length = 企业名称应为 4 至 100 个字，请按营业执照填写全称。
mandate-agent-unknown = 没有找到姓名与证件号码相符的已注册人员。请核对；代理人还没有注册的，请先注册。
mandate-agent-is-representative = 法定代表人不需要授权。
mandate-agent-has-one = 该代理人已有一份未结束的授权。要更改的，请先收回原来的。
mandate-too-many = 有效的授权已达 100 份，请先收回不用的。
mandate-scope-missing = 请选择授权范围。
mandate-begins-in-the-past = 起始日期不能早于今天。
mandate-ends-before-it-begins = 结束日期不能早于起始日期。
mandate-too-long = 一份授权最长三年，请改早结束日期。
mandate-not-found = 没有这份授权。
mandate-over = 这份授权已经结束。

## 服务账户
service-refusal-open = 这个服务账户已经开立
service-refusal-not-open = 没有这个服务账户，或者已经注销
service-refusal-name = 名称请写 2 到 60 个字
service-refusal-post = 审核、签发、领导和管理的岗位要由人来担任，请选别的岗位
service-refusal-term = 有效期从今天起，最长 366 天
