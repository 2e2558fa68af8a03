# My projects.
my-projects = 我的项目
project-new = 登记项目
projects-empty = 还没有项目
projects-empty-what = 项目登记一次，地点、规模这些情况以后每次申请都自动带出来，不用重填。
projects-empty-capacity = 您现在以个人身份办事。企业的项目要先切换到企业身份。
projects-choose-capacity = 切换身份
projects-search = 按项目名称或者项目代码找
projects-not-found = 没有和“{ $query }”有关的项目
projects-not-found-help = 请检查名称或者代码，或者少写几个字。
projects-all = 看全部项目
projects-card-all = 全部 { $total } 个
project-opened-on = { $day } 登记

# Registering and changing.
project-new-lead = 以<b>{ $owner }</b>的名义登记。项目代码在备案证明或者投资项目在线审批监管平台上。
project-code = 项目代码
project-code-hint = 20 位数字，例如 2611-371625-04-01-123456
project-code-missing = 请填项目代码
project-code-character = 项目代码的第 { $place } 个字符是“{ $character }”，应当是数字或者短横线
project-code-length = 项目代码是 20 位数字，您填了 { $digits } 位
project-code-month = 项目代码第 3、4 位是月份，“{ $month }”不是
project-code-region = 项目代码第 5 到 10 位是行政区划代码，请核对
project-code-taken = 这个项目代码已经登记过。如果不是您单位登记的，请拨打 12345
project-title = 项目名称
project-title-hint = 名称会出现在公开的进度和公示里，请不要写人名、电话
project-title-missing = 请填项目名称
project-title-length = 项目名称要有 2 到 { $limit } 个字
project-title-holds-number = 项目名称会公开，请去掉里面的证件号码或者电话
project-region = 所在县（市、区）
project-region-hint = 决定由哪一级的部门办
project-region-missing = 请选择项目所在的县（市、区）
project-address = 详细地点
project-address-hint = 写到街道和门牌，没有门牌的写四至。只给办理的部门看
project-address-missing = 请填详细地点
project-address-length = 详细地点最多 { $limit } 个字
project-contact = 联系人
project-contact-name = 联系人
project-contact-hint = 部门有疑问时找这个人。只给办理的部门看
project-contact-phone = 联系电话
project-contact-known = 来自您的账户
project-contact-missing = 请填联系人
project-contact-length = 联系人最多 { $limit } 个字
project-register = 登记
project-save = 保存
project-cancel = 不改了，返回
project-back = 返回
project-change = 修改项目信息
project-change-lead = 项目代码 <b>{ $code }</b> 和所在县（市、区）不能改。填错了，请拨打 12345。

# A project.
project-facts = 项目信息
project-change-link = 修改
project-opened = 登记时间
project-erased = 已删除
project-sample = 演示用的虚构项目。
project-applications = 申请
project-no-applications = 还没有申请。
project-offer = 按已知的情形：要办 { $items } 项，{ $organs } 个部门参与，最长 { $days } 个工作日，要交 { $materials } 份材料。
project-offer-open = 还有 { $open } 个情形没有回答，答完才算准。
project-offer-guide = 看办事指南
project-situation = 项目情形
project-situation-lead = 这里回答一次，以后的申请都会带出来，到时还可以改。不知道的先空着。
project-answer = 回答或者修改
project-answered = { $open ->
    [0] { $answered } 个问题都已回答。
   *[other] 已回答 { $answered } 个，还有 { $open } 个没有回答。
}

# Why not.
project-already-open = 这个项目已经登记过，请到“我的项目”里查看。
project-not-open = 没有这个项目。
project-not-the-owner = 只能以项目所属单位的名义登记，请切换身份后再试。
project-too-many-answers = 情形的回答太多，没有保存。
project-request-unreadable = 请求无法识别，请按接口说明提交 JSON。
project-answer-wrong = “{ $question }”的回答不对，请按接口说明提交。
project-field-wrong = { $field }：{ $reason }
