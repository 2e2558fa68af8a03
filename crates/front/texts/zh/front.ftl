# The frame of every page.
skip-to-main = 跳到正文
main-navigation = 主导航
place-home = 首页
place-apply = 我要办
place-progress = 查进度
place-licences = 我的证照
place-todo = 待办
place-cases = 办件
place-inbox = 消息
unread-word = 条未读
place-organ = 本单位
place-service = 送达
place-counter = 窗口
place-helping = 帮办
place-oversight = 督查
place-administration = 管理
place-data-requests = 个人信息
signed-in-as = 当前身份：
act-as = 切换身份
my-account = 我的账户
my-absence = 登记请假
sign-in = 登录
sign-out = 退出登录
questions = 办事咨询
size-large = 长辈模式（大字）
size-normal = 标准字号
check-documents = 核验证照与回执
demo-word = 演示
demo-notice = 演示城市，今天是 <b>{ $today }</b>。所有人和企业都是虚构的。
demo-move = 调整日期
go-home = 回到首页
go-back = 按浏览器的“后退”可以回到刚才的页面，您填写的内容还在。

# What is wrong with a form before its fields are looked at.
form-doubled = 同一项内容出现了两次，没有保存。请回到上一页重新提交。
form-too-many-fields = 表单项目过多，没有保存。
idempotency-key-missing = 请在 Idempotency-Key 请求头里给出这次操作的唯一标识（不超过 128 个字节）；同一个请求重发时带同一个值，只会办一次。
form-unreadable = 提交的内容无法识别，没有保存。请回到上一页检查后重新提交。

# Problems: a title and what to do.
problem-help = 需要帮助？请拨打 <b>{ $hotline }</b>。
problem-not-found-title = 没有找到这个页面
problem-not-found = 页面不存在，或者您现在的身份不能查看。请检查网址；如果您以企业身份办理过，请先切换身份。
problem-no-address-title = 没有找到
problem-no-address = 没有这个地址或这条记录，或者不能这样访问它，或者这个身份不能查看。请对照接口说明检查地址和方法。
problem-signed-out-title = 请先登录
problem-signed-out = 您已退出登录，刚才的操作没有保存。请在新的窗口登录，再回到这里重新提交。
problem-conflict-title = 已经有人先办了
problem-conflict = 在您操作之前，这件事已经由别人办理。请刷新页面查看现在的状态。
problem-refused-title = 现在还不能这样办
problem-invalid-title = 提交的内容有误
problem-invalid = 提交的内容无法识别，没有保存任何更改。
problem-unreadable = 请求无法识别，没有保存任何更改：{ $why }
problem-form-expired-title = 页面已过期
problem-form-expired = 为了您的安全，这个页面已经失效，没有保存任何更改。请回到上一页，刷新后重新提交。
problem-too-large-title = 内容太大
problem-too-large = 一次最多提交 { $megabytes } MB，没有保存。请减少内容或压缩文件后再试。
problem-too-many-title = 操作太频繁
problem-too-many = 请在 { $minutes } 分钟后再试。
problem-wrong-method-title = 没有找到这个页面
problem-wrong-method = 这个网址不能直接打开。请从首页进入。
problem-unavailable-title = 服务暂时不可用
problem-unavailable = 请过几分钟再试。如果刚才提交了内容，可能还没有保存：请在原来的页面再提交一次，不会重复办理。
problem-broken-title = 系统出错了
problem-broken = 这是我们的问题，已经记录。请过一会儿再试。

# Furniture that asks.
errors-title = 有 { $count } 处需要修改
error-word = 错误：
optional = （选填）
please-choose = 请选择
uploading = 正在上传：{ $file }

# Furniture that shows.
you-are-here = 当前位置
steps-of-form = 填写步骤
step-done = 已完成：
step-count = 第 { $step } 步，共 { $of } 步
pages = 翻页
page-before = 上一页
page-after = 下一页
page-number = 第 { $number } 页
light-in-time = 按期
light-days-left = 剩 { $days } 天
light-today = 今天到期
light-late = 超 { $days } 天
light-paused = 暂停计时
light-done = 已办结
receipt-received = 收到时间
receipt-query-code = 查询码
receipt-code = 回执二维码
receipt-proof = 存证
receipt-position = 已写入日志第 { $position } 条
receipt-verify = 核验

# The working-day axis.
axis-received = 收到
axis-today = 今天 · 第 { $day } 天
axis-promise = 承诺 { $day }
axis-forecast-day = 预计 第 { $day } 天
axis-done = 已完成
axis-running = 正在办理
axis-paused = 暂停计时
axis-late = 已超期
axis-waiting = 等待前一步
axis-forecast = 预计
axis-critical = 决定总时长
axis-as-table = 用表格看
axis-organ = 部门
axis-step = 事项
axis-from = 从第几天
axis-to = 到第几天
axis-state = 状态
axis-comma = ，
axis-says-today = 今天是第 { $day } 个工作日
axis-says-promise = 承诺 { $day } 个工作日
axis-says-forecast = 预计第 { $day } 个工作日办完
axis-says-gate = { $gate }还没有完成，预计第 { $day } 个工作日
axis-says-gate-open = { $gate }已经完成
axis-says-bar = { $label }，{ $organ }，第 { $from } 至 { $to } 个工作日，{ $state }。

# Small scripts.
live-changed = 这个页面的内容有更新。
live-reload = 刷新查看
upload-broken = 上传中断了，没有保存。请检查网络后重新提交。
upload-too-large = 文件超过 { $megabytes } MB，请压缩后再选。
keys-title = 键盘操作
keys-move = 在列表中上下移动
keys-open = 打开
keys-filter = 查找
keys-show = 显示或关闭这个说明
close = 关闭

# Acting for somebody else.
for-another-back = 回到我的岗位
for-another-end = 办完了，结束代办
helper-beside = 帮办员{ $helper }正在旁边带您办理；您办理的每一步都会同时记下两人。
helper-beside-change = 更改
