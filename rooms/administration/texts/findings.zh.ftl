# 城市包检查出的问题：什么不对（正文），怎么改（.remedy）。
definition-field = 字段
definition-material = 材料
definition-item = 事项
definition-matter = 主题
definition-department = 部门
definition-step = 环节
definition-step-or-gate = 环节或者关口
definition-gate = 关口
definition-group = 联发组
definition-part = 表单分栏
finding-no-pack-file = 没有 pack.toml，或者读不出来
    .remedy = 加上 pack.toml，写明城市的代码、名称和办公时间
finding-nothing-belongs-here = 这里不该有定义
    .remedy = 放到 pack.toml、regions.toml、organs.toml、english.toml，或者 fields/、materials/、items/、matters/、templates/ 里
finding-not-toml = 不是 TOML：{ $detail }
    .remedy = 改正这一行的写法
finding-no-list-of-tables = “{ $table }”应当是一组表
    .remedy = 写成 [[{ $table }]]
finding-unknown-table = 这个文件没有“{ $table }”这种表
    .remedy = 这个文件里用 [[{ $known }]]
finding-not-a-definition = 内容不合定义：{ $detail }
    .remedy = 只写定义里有的键，值的种类要对
finding-not-there = 没有这个{ $what }：{ $id }
    .remedy = 补上它的定义，或者改正名称
finding-not-an-id = “{ $id }”不能作{ $what }的标识
    .remedy = 以小写字母开头，只用 a–z、0–9 和下划线，字段以外还可以用连字符；每段不超过 40 个字符
finding-defined-twice = { $what }“{ $id }”定义了两次，前一次在 { $first }
    .remedy = 把其中一个换成别的标识
finding-listed-twice = “{ $id }”重复了
    .remedy = 每个只写一次
finding-reserved-word = “{ $id }”是条件语言的保留字
    .remedy = 给字段换一个标识
finding-derived-name = “{ $id }”是自动生成的环节的名称
    .remedy = 给环节换一个标识
finding-no-such-city = 没有代码为 { $code } 的市级（city）行政区划
    .remedy = 在 regions.toml 里定义，或者改正代码
finding-office-closes-first = { $close } 下班，{ $open } 才上班
    .remedy = 下班时间要晚于上班时间
finding-not-a-time = 不是时刻
    .remedy = 写成 HH:MM，例如 09:00
finding-region-twice = 行政区划 { $code } 定义了两次，前一次在 { $first }
    .remedy = 删去其中一个
finding-two-roots = { $one } 和 { $other } 都没有上级
    .remedy = 除一个以外，都要写明上级
finding-no-such-region = 没有行政区划 { $code }
    .remedy = 补上它的定义，或者改正代码
finding-not-higher = { $code } 的上级 { $parent } 级别并不更高
    .remedy = 写级别更高的行政区划
finding-no-counties = 没有县级（county）行政区划
    .remedy = 定义各县区：申请是向县区提出的
finding-no-levels = 部门“{ $department }”在哪一级都不存在
    .remedy = 写明它在哪几级有机关
finding-no-name-at-level = 部门“{ $department }”在 { $level } 一级没有名称
    .remedy = 它存在的每一级都写上全称
finding-nobodys-function = 没有部门有职能“{ $function }”
    .remedy = 在 organs.toml 里加到某个部门的 functions，或者改正名称
finding-function-twice = 职能“{ $function }”已经属于“{ $department }”
    .remedy = 一项职能只归一个部门
finding-no-organ-for = { $counties }没有机关承担职能“{ $function }”
    .remedy = 让“{ $department }”存在于县、市、省中的一级
finding-no-function-named = 没有写由谁办
    .remedy = 写上一项职能
finding-nobody-acts-for-some = 最后一条规则带条件，有些情形下就没有人办
    .remedy = 最后放一条没有 when 的规则
finding-rule-hides-others = 没有条件的规则排在前面，后面的永远用不上
    .remedy = 把它放到最后，或者给它加上 when
finding-nobody-works-on = “{ $step }”没有人办
    .remedy = 至少写上 handle
finding-chain-out-of-order = “{ $step }”的办理链不是依次、各一次的承办、审核、签发
    .remedy = 写 ["handle", "check", "sign"] 或者其中按序的一部分
finding-nobody-signs = “{ $step }”作出决定，却没有人签发
    .remedy = 办理链的最后写 sign
finding-bound-of-no-number = “{ $field }”不是数字，没有“{ $key }”
    .remedy = 删去“{ $key }”，或者把字段改成 integer、decimal
finding-not-a-plain-number = “{ $key }”不是最多三位小数的数
    .remedy = 写一个人会填的数
finding-bound-not-whole = “{ $field }”是整数，它的“{ $key }”却不是
    .remedy = 写整数，或者把字段改成 decimal
finding-no-number-accepted = “{ $field }”的最小值大于最大值，什么数都填不了
    .remedy = min 不要大于 max
finding-nothing-to-choose-from = “{ $field }”没有可选的项
    .remedy = 加上 choices
finding-choices-of-no-choice = “{ $field }”不是选择题，却有选项
    .remedy = 删去选项，或者写 kind = "choice"
finding-not-a-choice-value = “{ $value }”不能作选项的值
    .remedy = 只用字母、数字、连字符和下划线，其余写在 label 里
finding-value-twice = 选项的值“{ $value }”重复了
    .remedy = 每个选项用不同的值
finding-length-of-no-text = “{ $field }”不是文字，没有“{ $key }”
    .remedy = 删去它
finding-nothing-can-be-written = “{ $field }”一个字也填不了
    .remedy = 至少容许一个字
finding-no-text-accepted = “{ $field }”的最短长于最长，什么文字都填不了
    .remedy = min_length 不要大于 max_length
finding-empty-part = 分栏“{ $part }”没有字段
    .remedy = 加上字段，或者删去这个分栏
finding-asked-before = “{ $field }”已经由{ $by ->
        [question] 引导问题
       *[form] 表单
    }问过
    .remedy = 同一件事只问一次
finding-question-twice = “{ $field }”问了两次
    .remedy = 只问一次
finding-decides-nothing = “{ $field }”这种字段决定不了什么
    .remedy = 放到表单的分栏里去问
finding-nobody-reads = 问了“{ $field }”，但没有哪里用到答案
    .remedy = 删去这个问题，或者放到表单的分栏里去问
finding-no-region-asked = “{ $field }”不是表单里问的行政区划
    .remedy = 写表单分栏里一个 region 种类的字段
finding-reads-no-field = 条件“{ $condition }”用到“{ $field }”，没有这个字段
    .remedy = 补上字段的定义，或者改正名称
finding-read-before-asked = 条件“{ $condition }”用到“{ $field }”，主题“{ $matter }”却问在后面
    .remedy = 让主题先问“{ $field }”
finding-read-but-not-asked = 条件“{ $condition }”用到“{ $field }”，主题“{ $matter }”没有问
    .remedy = 把“{ $field }”加到主题的问题里，或者删去这个条件
finding-no-yes-or-no = “{ $field }”单独作条件，但不是“是否”
    .remedy = 和一个值比较；只有 boolean 字段可以单独作条件
finding-not-for-conditions = “{ $field }”这种字段不能用在条件里
    .remedy = 用 boolean、choice、integer 或 decimal 字段来问
finding-no-order = “{ $field }”不是数字，不能比大小
    .remedy = 用 == 或 !=；只有数字能比大小
finding-no-such-choice = “{ $field }”没有“{ $value }”这个选项
    .remedy = 用 { $choices }中的一个，或者把它定义为选项
finding-never-that-number = “{ $field }”是整数，不会等于 { $number }
    .remedy = 和整数比较
finding-out-of-bounds = “{ $field }”和 { $number }比较，但它只能填 { $min ->
        [none] 任意小
       *[other] { $min }
    }到 { $max ->
        [none] 任意大
       *[other] { $max }
    }
    .remedy = 改正这个界限，或者改字段的 min、max
finding-other-kind = “{ $field }”和另一种值比较
    .remedy = 应当比较的是：{ $fitting ->
        [true_or_false] true 或 false
        [value_of_choice] 它的一个选项（加引号）
        [number] 一个数
        [nothing] 没有，这种字段不能比较
        [yes_or_no] 是否题
        [text] 文字
       *[choice] 选择题
    }
finding-never-true = 没有哪种答案能使条件“{ $condition }”成立
    .remedy = 改正条件，或者删去它下面的内容
finding-nobody-may-apply = 没有人可以申请
    .remedy = 写上 person、enterprise 或者两者
finding-nothing-to-apply-for = 没有可申请的事项
    .remedy = 至少写一个事项
finding-empty-word = 空白的词什么也找不到
    .remedy = 写上人们会说的词，或者删去
finding-word-taken = “{ $word }”已经指向“{ $matter }”
    .remedy = 每个词只写一次，写在它所指的主题里
finding-commits-to-nothing = 承诺书没有承诺任何内容
    .remedy = 把承诺的内容一句一句写上
finding-nobody-asks-how = “{ $item }”要作决定，却没有问文书怎样送达
    .remedy = 加上 [delivery]，way 是表单里的选择题，选项有 electronic、window、post
finding-no-way-of-service = “{ $value }”不是送达方式
    .remedy = 选项用 electronic、window、post，或者其中几个
finding-not-in-form = 表单没有问“{ $field }”
    .remedy = 放到表单的分栏里
finding-field-is-not = “{ $field }”不是{ $fitting ->
        [true_or_false] true 或 false
        [value_of_choice] 它的一个选项（加引号）
        [number] 一个数
        [nothing] 任何值
        [yes_or_no] 是否题
        [text] 文字
       *[choice] 选择题
    }
    .remedy = 写一个是的字段
finding-never-formal-but-has = “{ $item }”不转为正式办理，没有“{ $key }”
    .remedy = 删去“{ $key }”，或者写明何时转为正式办理
finding-never-formal-but-decides = “{ $item }”不转为正式办理，“{ $step }”却受理或者决定它
    .remedy = 把这个环节改成审查，或者写明何时转为正式办理
finding-nobody-decides = “{ $item }”没有人决定
    .remedy = 在 decide 里写上决定并盖章的职能
finding-second-decision = “{ $step }”是“{ $item }”的第二个决定
    .remedy = decision 环节只留一个
finding-maybe-never-decided = 有些情形下“{ $item }”得不到决定
    .remedy = 只要事项适用，决定环节就要有
finding-own-decision-not-reached = “{ $item }”自己定义了决定环节，这里管不到它
    .remedy = 把其他决定写到“{ $step }”的 after 里
finding-nobody-accepts = “{ $item }”受理时转为正式办理，却没有受理环节
    .remedy = 第一个环节用 acceptance
finding-second-acceptance = “{ $step }”又一次受理“{ $item }”
    .remedy = acceptance 环节只留一个
finding-maybe-never-accepted = 有些情形下“{ $item }”得不到受理
    .remedy = 只要事项适用，受理环节就要有
finding-formal-but-pre-reviewed = “{ $item }”一开始就是正式办理，“{ $step }”却是预审
    .remedy = 删去 phase，或者让事项晚些转为正式办理
finding-decision-without-limit = 主题“{ $matter }”里“{ $item }”的决定没有时限
    .remedy = 写 decide_limit，或者在主题里写 pre_review.decide
finding-decision-before-gate = 主题“{ $matter }”里“{ $item }”的决定可能在所有关口之前作出
    .remedy = 在主题里写 pre_review.gate 和 pre_review.confirm，或者让一个总是适用的环节排在关口之后
finding-before-acceptance = 主题“{ $matter }”里环节“{ $step }”没有等本事项受理
    .remedy = 排到“{ $acceptance }”之后
finding-decided-without-review = 主题“{ $matter }”里，{ $answers ->
        [none] 什么都不答
       *[other] 答“{ $answers }”
    }时，“{ $item }”不经审查就决定了
    .remedy = 只要事项适用，就要有一个审查环节适用
finding-gate-of-another = “{ $gate }”是“{ $other }”的关口，不是主题“{ $matter }”的
    .remedy = 在主题里加上它所等的，或者删去这个名称
finding-no-such-step-here = 主题“{ $matter }”没有环节“{ $step }”
    .remedy = 在主题里加上它所等的，或者删去这个名称
finding-never-decided = “{ $item }”不作决定
    .remedy = 改为在某个环节的 after 里写它最后的环节
finding-no-such-item-here = 主题“{ $matter }”没有事项“{ $item }”
    .remedy = 把事项加到主题里，或者删去这个名称
finding-steps-in-circle = 这些环节互相等待：{ $steps }
    .remedy = 从后一个的 after 里删去前一个
finding-gate-like-step = 关口“{ $gate }”和 { $step } 的环节同名
    .remedy = 把其中一个换成别的标识：环节按名称排在两者之后
finding-empty-group = 组“{ $group }”是空的
    .remedy = 写上事项，或者删去这个组
finding-in-another-group = “{ $item }”已经在组“{ $group }”里
    .remedy = 一个事项只放在一个组里
finding-grouped-but-not-there = 主题没有事项“{ $item }”
    .remedy = 加到主题的事项里，或者在这里删去
finding-not-behind-gate = “{ $item }”不是过了关口才转为正式办理，不能和别的一起发证
    .remedy = 写 turns_formal = "behind_gate"，或者在这里删去
finding-issues-nothing = “{ $item }”不发证照、批文
    .remedy = 写上它的 certificate，或者在这里删去
finding-other-gates = “{ $item }”等的关口（{ $gates ->
        [none] 没有
       *[other] { $gates }
    }）和“{ $first }”等的（{ $first_gates ->
        [none] 没有
       *[other] { $first_gates }
    }）不同
    .remedy = 等同一关口的事项才放在一个组里
finding-confirmed-without-gate = 复核要在关口之后，却没有写关口
    .remedy = 在 gate 里写上关口，或者删去 confirm
finding-no-time-to-refine = 申请人没有时间修改完善
    .remedy = 至少给一天，或者不设轮次
finding-pre-review-behind-gate = “{ $step }”在关口之后，却是预审
    .remedy = 写 phase = "formal"，或者排到关口之前
finding-promise-in-calendar-days = 承诺时限按自然日，但办件是按工作日计的
    .remedy = 按工作日承诺
finding-no-day-to-supply = 申请人没有时间补正
    .remedy = 至少给一天
finding-notice-for-no-day = 公示“{ $step }”一天也不公示
    .remedy = 至少给一天
finding-extension-beyond-law = 延长 { $days } 日；这样批准的，法律只容许 { $most } 日
    .remedy = 写 1 到 { $most }
finding-nothing-to-extend = 没有可以延长的法定时限
    .remedy = 写明法定时限，或者删去延长
finding-government-for-one-organ = 政府负责人只批准几个机关一起办的
    .remedy = 由机关负责人批准
finding-limit-too-long = { $days } 日超过一年
    .remedy = 最多写 { $most }
finding-limit-without-ground = 时限没有依据
    .remedy = 写明出自哪部法律或者哪项承诺
finding-beyond-the-law = 主题“{ $matter }”里“{ $item }”的环节要 { $days } 个工作日（{ $steps }），法律只给 { $statutory } 个
    .remedy = 缩短环节，或者改正法定时限
finding-promise-broken = { $answers ->
        [none] 不论怎样答
       *[other] 答“{ $answers }”时
    }，环节 { $steps } 合计 { $days } 日，超过承诺的 { $promise } 日
    .remedy = 缩短其中一个环节，让环节同时办，或者承诺更长的时限
finding-promise-unproven = { $promise } 日的承诺证明不了：所有环节都适用时最长要 { $bound } 日，而是否如此取决于超过 { $combinations } 种答案
    .remedy = 缩短一个环节，或者让决定最长办理链的问题少一些
finding-no-file-accepted = “{ $material }”不接受任何文件
    .remedy = 至少写一种文件类型
finding-size-out-of-range = “{ $material }”限 { $megabytes } MB
    .remedy = 写 1 到 { $most } MB
finding-produces-nothing = “{ $item }”不作决定，不会产生“{ $material }”
    .remedy = 写一个有决定的事项，或者向申请人要
finding-producer-not-here = “{ $material }”由“{ $item }”产生，主题“{ $matter }”却没有这个事项
    .remedy = 把事项加到主题里，或者向申请人要
finding-gate-not-here = “{ $material }”随关口“{ $gate }”而来，主题“{ $matter }”却没有这个关口
    .remedy = 在主题里定义关口，或者改正名称
finding-read-before-gate = “{ $material }”随关口“{ $gate }”而来，“{ $step }”却在关口之前就要用
    .remedy = 写上 stand_in，或者让环节排在关口之后
finding-stand-ins-in-circle = 这些材料互相替代：{ $materials }
    .remedy = 最后一个要是申请人手上有的
finding-nothing-to-stand-in-for = “{ $material }”不等关口，不用替代
    .remedy = 写 source = {"{"} comes_with = … {"}"}，或者删去 stand_in
finding-not-at-once = “{ $material }”不是申请人当时就能交的
    .remedy = 写一个 source = "applicant"、自己没有替代的材料
finding-not-handed-in = “{ $material }”不由申请人提交，没有什么可以代替它
    .remedy = 写在 source = "applicant" 的材料里
finding-may-be-left-out = “{ $material }”可以不交，不用代替
    .remedy = 删去 optional
finding-barred-too-long = { $days } 日超过十年
    .remedy = 最多写 { $most }
finding-term-out-of-range = 期限是 { $days } 日
    .remedy = 写 1 到 { $most }
finding-says-nothing = “{ $key }”没有写
    .remedy = 用文字写明
finding-shows-nothing = “{ $step }”不是公示，没有可公示的
    .remedy = 写 kind = "public_notice"，或者删去 notice
finding-personal-in-notice = “{ $field }”是个人信息，不能公示
    .remedy = 公示别的内容
finding-not-asked-here = 主题“{ $matter }”没有问“{ $field }”
    .remedy = 加到主题的表单里，或者公示别的内容
finding-payment-not-described = “{ $step }”没有写缴什么费
    .remedy = 加上 [item.step.payment]，写明 name、basis、standard、series、pay
finding-nothing-is-paid = “{ $step }”不是缴费环节，不缴费
    .remedy = 写 kind = "payment"，或者删去 payment
finding-payment-through-chain = 缴费环节“{ $step }”有办理链
    .remedy = 由承办一人核定和登记
finding-rule-twice = 规则“{ $id }”重复了
    .remedy = 每条规则用不同的标识
finding-rule-without-ground = 规则“{ $id }”没有依据
    .remedy = 写明依哪部法律减免
finding-per-no-number = “{ $field }”不是数字
    .remedy = 写一个 integer 或 decimal 的问题
finding-amount-not-asked = 金额用到“{ $field }”，主题“{ $matter }”没有问
    .remedy = 加到主题的问题里，或者由机关填金额
finding-term-not-in-months = “{ $validity }”有最后一天，valid_months 却不是这么长
    .remedy = 按月写同样的期限，证照上才印得出截止日
finding-certificate-silent = “{ $template }”上没有写 { $names }（有其中一个即可）
    .remedy = 让证照写明：看到它的人要知道谁可以做什么、到哪天为止
finding-numbers-papers = “{ $series }”已经用于“{ $paper }”的编号
    .remedy = 另用一个编号
finding-numbers-certificates = “{ $series }”已经用于“{ $item }”证照的编号
    .remedy = 给缴款通知另用一个编号
finding-no-template = 没有模板“{ $template }”
    .remedy = 放在 templates/{ $template }.toml，或者改正名称
finding-template-not-toml = 读不出来：{ $detail }
    .remedy = 按 crates/document/TEMPLATES.md 的写法改
finding-template-too-large = 超过 { $bytes } 字节
    .remedy = 按 crates/document/TEMPLATES.md 的写法改
finding-template-lacks = 缺这一项
    .remedy = 按 crates/document/TEMPLATES.md 的写法改
finding-template-has-no-such = 没有这种项
    .remedy = 按 crates/document/TEMPLATES.md 的写法改
finding-template-is-not = 这里应当是{ $fitting ->
        [a_text] 文字
        [a_table] 一个表
        [a_list] 一个列表
        [a_number] 一个数
        [true_or_false] true 或 false
        [one_fact_or_two] 一项或者两项
       *[other] 1 到 65535 的数
    }
    .remedy = 按 crates/document/TEMPLATES.md 的写法改
finding-template-word = 只能是 { $words }中的一个
    .remedy = 按 crates/document/TEMPLATES.md 的写法改
finding-template-block = 只能是 { $kinds }中的一种
    .remedy = 按 crates/document/TEMPLATES.md 的写法改
finding-template-placeholder = “{ $text }”不是占位符
    .remedy = 按 crates/document/TEMPLATES.md 的写法改；占位符写成 {"{{"} project.name {"}}"}
finding-nobody-supplies = 没有“{ $name }”这个值
    .remedy = 用 crates/document/TEMPLATES.md 里的名称，或者 form. 加本城市包的字段
