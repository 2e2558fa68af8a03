demo-clock = Let time pass
demo-clock-now = In this sample city it is { $now }.
demo-clock-why = In a real city notices take their time and limits run out. The sample city's clock can be moved, forward only: notices that have run their length end by themselves, and what is late turns red.
demo-clock-days = { $days } working days
