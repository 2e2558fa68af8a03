## 等多久，等什么：从记录里算
waiting-typical = 和您同一事项的申请，最近一年办结 { $n } 件，多数用了 { $same ->
    [yes] { $low }
   *[no] { $low }–{ $high }
} 个工作日。从提交算到办结，等申请人补正、检验检测的日子也在内，所以可能比承诺长。
waiting-typical-alike = 和您办的内容相同的申请，最近一年办结 { $n } 件，多数用了 { $same ->
    [yes] { $low }
   *[no] { $low }–{ $high }
} 个工作日。从提交算到办结，等申请人补正、检验检测的日子也在内，所以可能比承诺长。
waiting-none = 最近一年还没有办结过同类申请，一般要多久还说不准。
waiting-too-few = 最近一年办结的同类申请只有 { $n } 件，不到 { $min } 件，一般要多久还说不准。
waiting-for-organ = 这一件从 { $since }起由{ $organ }办理。
waiting-for-first-of-several = 其中最先到期的一项，从 { $since }起由{ $organ }办理。
waiting-for-applicant = 这一件从 { $since }起等申请人。
waiting-for-special = 这一件从 { $since }起由{ $organ }进行{ $what }，告知的时间到 { $until }为止。这些日子不计入办理时限。
waiting-for-notice = 这一件从 { $since }起公示，到 { $until }结束。
waiting-for-gate = 这一件从 { $since }起等“{ $gate }”。
