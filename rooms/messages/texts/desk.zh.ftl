# What desks are told.
message-refined-at-desk = 申请人已提交修改完善
    .brief = 工作台提醒：{ $number } 的修改完善已经提交。{ $link }
    .full = “{ $title }”（{ $number }）的“{ $item }”修改完善已经提交，时限继续计算。
message-withdrawn-at-desk = 申请人已撤回申请
    .brief = 工作台提醒：{ $number } 已撤回。{ $link }
    .full = “{ $title }”（{ $number }）已由申请人撤回，不用再办。
message-reassigned = 有一件待办转给您
    .brief = 工作台提醒：{ $number } 有一件待办转给您办理。{ $link }
    .full = “{ $title }”（{ $number }）的“{ $item }”已转到您的岗位办理。
message-recusal-to-decide = 申请人要求回避，请决定
    .brief = 工作台提醒：{ $number } 的申请人要求回避，请决定。{ $link }
    .full = “{ $title }”（{ $number }）的申请人要求本单位工作人员回避，请负责人决定。
message-to-sign = 有一件事等您签批
    .brief = 工作台提醒：{ $number } 有一件事等您签批。{ $link }
    .full = “{ $title }”（{ $number }）有一件提请事项，等您批准或者退回。
message-proposal-declined = 提请未获批准
    .brief = 工作台提醒：{ $number } 的提请未获批准。{ $link }
    .full = “{ $title }”（{ $number }）的“{ $item }”提请未获批准，理由在办理页面。
message-time-short = 有一件待办快到期了
    .brief = 工作台提醒：{ $number } 有一件待办 { $day } 到期。{ $link }
    .full = “{ $title }”（{ $number }）的“{ $item }”{ $day } 到期，请抓紧办理。
message-time-over = 有一件待办超期了
    .brief = 工作台提醒：{ $number } 有一件待办超期 { $late } 个工作日。{ $link }
    .full = “{ $title }”（{ $number }）的“{ $item }”超期 { $late } 个工作日。
message-tasks-came = 有新的待办
    .brief = 工作台提醒：有 { $count } 件待办，其中 { $late } 件超期。{ $link }
    .full = 本单位现有 { $count } 件待办，其中 { $late } 件超期。

# The log of what was sent.
sent-log-lead = 本区域发出的短信和邮件。号码和地址只显示一部分；内容不含个人信息。网关不通时自动重试，约两天后停止。
sent-log-none-why = 没有符合条件的记录。
sent-none-lately = 最近 7 天没有发送。
sent-not-offered = { $way }（未开通）
sent-way = 方式
sent-show = 筛选
