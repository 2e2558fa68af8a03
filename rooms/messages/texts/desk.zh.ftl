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
message-objection-raised = 公示收到异议
    .brief = 工作台提醒：{ $number } 的公示收到异议，请答复。{ $link }
    .full = “{ $title }”（{ $number }）的“{ $item }”公示收到一条异议，请核实后答复。
message-answers-awaited = 公示期满，异议待答复
    .brief = 工作台提醒：{ $number } 公示期满，还有异议没有答复。{ $link }
    .full = “{ $title }”（{ $number }）的“{ $item }”公示期满，异议全部答复以前不进入下一步。
message-payment-reported = 申请人填报已缴费
    .brief = 工作台提醒：{ $number } 的申请人填报已缴费，请核对登记。{ $link }
    .full = “{ $title }”（{ $number }）的“{ $item }”申请人填报已缴费，请核对后登记。
message-check-due = 有承诺要核查
    .brief = 工作台提醒：{ $number } 是凭告知承诺办的，请按期核查。{ $link }
    .full = “{ $title }”（{ $number }）是凭告知承诺办的，请按期核查承诺是否属实。
message-data-request-came = 有个人信息申请要答复
    .brief = 工作台提醒：有人就自己的个人信息提出了申请（{ $number }），请在 { $day } 前书面答复。{ $link }
    .full = 有人提出“{ $wish ->
        [correction] 更正个人信息
        [erasure] 删除个人信息
        [restriction] 限制使用个人信息
        [explanation] 请求解释处理规则
       *[closing] 注销账户
    }”（{ $number }），请在 { $day } 前书面答复。
message-data-request-late = 个人信息申请超过期限没有答复
    .brief = 工作台提醒：个人信息申请（{ $number }）应当在 { $day } 前答复，已经超过期限。{ $link }
    .full = “{ $wish ->
        [correction] 更正个人信息
        [erasure] 删除个人信息
        [restriction] 限制使用个人信息
        [explanation] 请求解释处理规则
       *[closing] 注销账户
    }”（{ $number }）应当在 { $day } 前书面答复，已经超过期限，请督促个人信息保护负责人答复。
message-request-came = 持证人提出了申请
    .brief = 工作台提醒：{ $number } 的持证人提出了证后申请，请按期办理。{ $link }
    .full = “{ $title }”（{ $number }）的持证人申请变更、延续、补发、更正或者注销证照，请按期办理。
message-silence-granted = 有证照因逾期未决定视为延续
    .brief = 工作台提醒：{ $number } 的延续申请到期没有决定，已依法视为准予延续。{ $link }
    .full = “{ $title }”（{ $number }）的延续申请到有效期届满没有决定，已依《行政许可法》第五十条视为准予延续。
