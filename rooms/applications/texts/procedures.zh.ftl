# 提请与审批
refusal-unknown-proposal = 没有这项提请，请刷新页面
refusal-proposal-over = 这项提请已经有了结果
refusal-proposed-before = 同样的事情已经提请过，正在等审批
refusal-own-proposal = 自己提请的不能自己审批，请由其他负责人审批
