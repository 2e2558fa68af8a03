demo-clock = 让时间往前走
demo-clock-now = 这座示例城市现在是 { $now }。
demo-clock-why = 真的城市里，公示要等、时限会到。示例城市可以把时钟往前拨，只能往前；到期的公示会自动结束，超期的会变红。
demo-clock-days = { $days } 个工作日
