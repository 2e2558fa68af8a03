# Days, numbers, steps.
quantity = { $number } { $unit }
days-short = { $days } 天
step-confirm = { $item }·核对
step-decide = { $item }·签发

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
answer-not-a-number = 请填数字，例如 3.2
answer-too-fine = 小数点后最多三位
answer-not-whole = 请填整数
answer-too-small = 请填不小于 { $min } 的数
answer-too-large = 请填不大于 { $max } 的数
answer-out-of-bounds = 请填 { $min } 到 { $max } 之间的数
answer-unknown-choice = 请从列出的选项里选一个

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
change-item-came = { $name }（{ $organ }，{ $days } 天）
change-item-went = { $name }，不用办
change-step-came = { $name }（{ $organ }，{ $days } 天）
change-step-went = { $name }，不用做
change-organ = { $name }，改由{ $organ }办
change-material-came = 要交：{ $name }
change-material-went = 不用交：{ $name }
change-days = 最长从 { $before } 个工作日变成 { $days } 个
material-optional = （可以不交）
exempt-register = 免交：从登记信息直接取得
exempt-produced = 免交：由本次申请中的“{ $name }”产生
exempt-later = 免交：到时由部门录入
exempt-later-stand-in = 免交：到时由部门录入，在此之前由《{ $name }》代替

# The way as a picture.
way-title = 各部门怎么办、办多少天
way-comma = 、
way-limit = 限 { $days } 个工作日（{ $ground }）
way-confirm-several = 核对 { $count } 项
way-decide-several = 签发 { $count } 项
way-together = 一次发证（{ $count } 项）
