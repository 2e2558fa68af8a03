# Days, numbers, steps.
quantity = { $number } { $unit }
days-short = { $days ->
    [0] 即办
   *[other] { $days } 天
}
step-confirm = { $item }复核
step-decide = { $item }签发
step-notice = { $item }公示
step-accept = { $item }受理

# Conditions in the words of the questions.
condition-and = ，并且
condition-or = ；或者
condition-either = 或者
condition-quoted = “{ $value }”
condition-yes = “{ $question }”答“是”
condition-no = “{ $question }”答“不是”
condition-chosen = “{ $question }”选“{ $value }”
condition-not-chosen = “{ $question }”不选“{ $value }”
condition-one-of = “{ $question }”选{ $values }
condition-none-of = “{ $question }”不选{ $values }
condition-equal = “{ $question }”正好 { $value }
condition-not-equal = “{ $question }”不是 { $value }
condition-less = “{ $question }”不满 { $value }
condition-at-most = “{ $question }”不超过 { $value }
condition-greater = “{ $question }”超过 { $value }
condition-at-least = “{ $question }”满 { $value }

# Answers.
answer-yes = 是
answer-no = 不是
question-when = （{ $when }的，才需要回答。）

# What follows from the answers.
consequences-title = 按现在的回答
consequences-items = 要办
consequences-items-fact = <b>{ $items } 项</b>，发 { $certificates } 个证照文书
consequences-organs = 参与
consequences-organs-fact = <b>{ $organs } 个部门</b>
consequences-days = 最长
consequences-days-fact = <b>{ $days } 个工作日</b>，承诺 { $promise }
consequences-materials = 要您交
consequences-materials-fact = <b>{ $asked } 份</b>材料，另有 { $exempt } 份免交
consequences-open = 还有 <b>{ $open } 个问题</b>没有回答，答完才算准。
consequences-changed = 刚才的回答使
consequences-more = 还有 { $count } 处变化，见下面的清单
consequences-all-items = 看全部 { $count } 项
consequences-all-materials = 看要交的 { $count } 份材料
consequences-chain = 看最长的一条线（{ $days } 天）
consequences-nothing = 按现在的回答，还没有要办的事项。
change-item-came = { $name }（{ $organ }，{ $days ->
    [0] 即办
   *[other] { $days } 天
}）
change-item-went = { $name }，不用办
change-step-came = { $name }（{ $organ }，{ $days } 天）
change-step-went = { $name }，不用做
change-organ = { $name }，改由{ $organ }办
change-materials-came = 多交 { $count } 份材料：{ $name }
change-materials-went = 少交 { $count } 份材料：{ $name }
change-days = 最长从 { $before } 个工作日变成 { $days } 个
material-optional = （可以不交）
exempt-register = 从登记信息直接取得
exempt-produced = 由本次申请中的“{ $name }”产生
exempt-later = 到时由部门录入
exempt-later-stand-in = 到时由部门录入，在此之前由《{ $name }》代替

# The way as a picture.
way-title = 各部门怎么办、办多少天
way-comma = 、
way-limit = 限 { $days } 个工作日（{ $ground }）
way-confirm-several = 复核 { $count } 项
way-decide-several = 签发 { $count } 项
way-together = 一次发证
way-together-items = 一次发证 { $count } 项：{ $items }

# Home, lists, search.
home-title = 首页
home-question = 您要办什么事？
home-people = 个人和个体经营者常办
home-enterprises = 企业常办
home-projects = 企业与项目
home-certificates = 常要的证照
home-all = 看全部可以办的事
home-help = 不知道该办什么？
home-help-text = 打 <b>{ $hotline }</b>，说您想做的事，不用知道事项的名称。
home-call = 打 { $hotline }，说您想办的事
home-call-what = 有人接听，告诉您怎么办、去哪里办
home-progress-what = 已经交上去的，办到哪一步了
home-licences-what = 办好的证照和文书，可以打印
home-by-others = 请人代办
home-by-others-what = 请家人或者帮办员替您办，随时可以收回
home-usual-size = 换回普通字号
search = 搜索
search-label = 搜索要办的事
search-placeholder = 用自己的话说，例如：开一家理发店
search-heading = 搜索
search-title = 搜索：{ $query }
search-matter = 可以申请
search-item = 单个事项
search-count = 找到 { $count } 条
search-empty = 没有找到和“{ $query }”有关的事
search-empty-help = 换个说法再试，少写几个字，例如只写“施工”或者“环评”。还是没有，请打 <b>{ $hotline }</b>。
search-nothing-typed = 请写下您想办的事。
tile-line = { $organs } 个部门 · { $days } 个工作日内 · { $visits ->
    [0] 不用跑
   *[other] 最多跑 { $visits } 次
}
matters-title = 我要办
matters-items = 全部 { $count } 个事项

# The guide of a matter.
matter-start = 开始申请
matter-start-visitor = 登录后开始申请
matter-preview = 先回答 { $questions } 个问题，看看要办哪些
matter-promise = 承诺
matter-promise-fact = <b>{ $days } 个工作日</b>内
matter-visits = 跑动
matter-visits-fact = { $visits ->
    [0] 不用跑，全程网上办
   *[other] 最多跑 { $visits } 次
}
matter-audience = 谁能申请
audience-person = 个人
audience-enterprise = 企业和其他组织
matter-organs = 参与部门
matter-organs-fact = { $count } 个
matter-lead = 牵头
matter-way = 会发生什么
matter-way-cases = 两种情况
matter-way-most = 涉及得多的
matter-way-least = 涉及得少的
matter-way-words = 这样的申请要办 <b>{ $items } 项</b>，<b>{ $organs } 个部门</b>同时审。每一步都用满时限，最长 <b>{ $days } 个工作日</b>，承诺 { $promise } 个。
matter-way-gate = <b>{ $gate }</b>以后，一次发证；等{ $waiting }的日子不计入。
matter-way-chain = 最长的一条线共 { $days } 天：
chain-link = { $step } { $days } 天
matter-results = 您能得到什么：最多 { $count } 个证照文书
matter-results-further = 另外 { $count } 个，按情况
matter-items = 可能要办的 { $count } 项
matter-items-all = 要办的 { $count } 项
matter-items-why = 写着“一定要办”的都要办，其余的看情况。回答问题以后，只列出您要办的。
days-at-most = { $days ->
    [0] 即办
   *[other] 最多 { $days } 天
}
when-always = 一定要办
when-words = 什么时候要办：{ $when }
matter-materials = 可能要交的材料
matter-materials-why = 政府手里有的、这次申请会产生的，都不用您交。
exempt = 免交
material-prepared-by = 由{ $who }编制
material-file = { $types }，不超过 { $megabytes } MB
material-read-by = 用于：
material-when = 什么时候要交：{ $when }
matter-commitment = 您要签的承诺书
matter-frequent = 常见问题
matter-conditions = 申请条件
matter-fee = 收费
matter-limit = 时限
matter-law = 依据
matter-contact = 咨询

# The guide of an item.
item-steps = 怎么办
item-points = 审查要点（{ $count } 条）
item-materials = 要用的材料
item-kind = 类型
item-decider = 谁决定
item-promised = 承诺时限
item-statutory = 法定时限
item-result = 结果
item-apply = 在这里申请
or-comma = 或者
limit-working = { $days ->
    [0] 即办
   *[other] { $days } 个工作日
}
limit-calendar = { $days } 日
kind-acceptance = 受理
kind-review = 审查
kind-confirmation = 复核
kind-decision = 签发
kind-notice = 公示
kind-external = 机构办理
kind-survey = 现场勘验
kind-meeting = 会议
kind-hearing = 听证
kind-payment = 缴费

# The guided preview.
preview-title = 看看要办哪些 · { $matter }
preview-crumb = 看看要办哪些
preview-heading = 回答 { $count } 个问题，看看要办哪些、交什么、多少天
preview-why = 不用登录，不留记录；知道几个先答几个，<a href="#consequences">结果</a>随着回答更新。
preview-region = 在哪个县（市、区）？
preview-region-why = 县里的项目由县里的部门办。
preview-show = 看结果
preview-again = 重新回答
preview-way = 按这些回答，会这样办
preview-way-words = 每一步都用满时限，最长 <b>{ $days } 个工作日</b>；承诺 { $promise } 个。

# The interface for programs.
plan-request-unreadable = 请求无法识别：要一个 JSON 对象，有 region 和 answers 两项。
plan-region-unknown = 没有这个地区，或者这个地区没有部门承办。
plan-question-unknown = 没有“{ $question }”这个问题。
plan-answer-wrong = “{ $question }”的回答不对：{ $reason }
