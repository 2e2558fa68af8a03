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
