# 填写有误时的话。号码类（信用代码、身份证件号、电话）的话由账号那边一并提供。

input-missing = 请填写这一项。
input-not-a-number = 请填数字，例如 3.2。
input-too-fine = 小数点后最多三位。
input-not-whole = 请填整数。
input-below-minimum = 不能小于 { $minimum }{ $unit }。
input-above-maximum = 不能大于 { $maximum }{ $unit }。
input-too-short = 太短了，至少写 { $minimum } 个字，让人找得到、看得懂。
input-too-long = 写了 { $length } 个字，最多 { $maximum } 个。
input-unprintable = 第 { $place } 个字符无法显示，请删去重新输入。
input-not-a-choice = 请从给出的选项里选一个。
input-not-yes-or-no = 请选“是”或者“不是”。
input-not-a-date = 请填真实的日期，例如 2026-11-23。
input-region-unknown = 没有这个地区，请从列表里选。
input-region-not-a-county = 请选到县（市、区）。
input-region-elsewhere = 这里和您选的办理地区不是一个地方，那边的部门办不了。请改这一项；地区选错了的，回到第一步改办理地区。
input-wrong-type = 类型不对，请按接口说明提交。
input-unknown-field = 这件事没有这一项，请对照接口说明检查名称。
