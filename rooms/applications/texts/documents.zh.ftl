## 文书的名称
document-commitment = 承诺书
document-acceptance-notice = 受理通知书
document-non-acceptance-notice = 不予受理决定书
document-supplement-notice = 补正告知书
document-special-procedure-notice = 特别程序告知书
document-extension-notice = 延长办理期限告知书
document-hearing-notice = 听证通知书
document-payment-notice = 缴费通知书
document-third-party-notice = 利害关系人告知书
document-objection-answer = 异议答复书
document-pre-review-opinion = 预审意见
document-decision = 准予行政许可决定书
document-refusal-decision = 不予行政许可决定书
document-delivery-record = 送达回证
document-correction-notice = 更正通知书
document-reissue-notice = 补发通知书
document-change-decision = 变更决定书
document-prolongation-decision = 延续决定书
document-revocation-decision = 撤销决定书
document-withdrawal-decision = 撤回决定书
document-cancellation-decision = 注销决定书

## 送达方式
way-electronic = 电子送达
way-window = 窗口领取
way-post = 邮寄

## 核验
verify-number-why = 二维码旁边的编号，或者文书的文号，例如 371625-20261102-000318-7-01
verify-number = 编号
verify-number-missing = 请填写编号
verify-genuine-paper = 这份文书是真的，现在有效
verify-standing-expired = 这个证照是真的，但是有效期到 { $since } 已经届满
verify-standing-replaced = 这一份是真的，但是 { $since } 起已经由新的一份代替
verify-standing-revoked = 这个证照是真的，但是 { $since } 已经被撤销
verify-standing-withdrawn = 这个证照是真的，但是 { $since } 已经被撤回
verify-standing-cancelled = 这个证照是真的，但是 { $since } 已经注销
verify-stands-no-more = 它不再是有效的凭证。登记信息如下。
valid-until = 有效期至

## 不能这样做的原因
refusal-unknown-document = 没有这份文书，请刷新页面
refusal-document-not-made = 文书正在制作，请过几秒再试
refusal-served-together = 同一组的证照要一起送达，请一并选上
refusal-served-before = 这份文书已经送达过了，请刷新页面
refusal-with-the-post = 这份文书已经寄出，请先登记签收或者退回
refusal-not-with-the-post = 这份文书不在邮寄途中，请刷新页面
refusal-no-consent = 申请人没有同意电子送达，请改用窗口领取或者邮寄
refusal-no-mandate-today = 这个人今天没有代收的权限：授权已经到期、被撤回，或者只能查看。请交给申请人、法定代表人，或者授权有效的经办人
refusal-not-a-tracking-number = 邮件号应当是 8 到 30 位字母和数字，请核对面单
refusal-not-a-day-of-post = 签收日期应当在寄出当天和今天之间
refusal-nothing-to-serve = 请至少选一份文书

## 一件申请的全部文书
documents = 文书
document = 文书
documents-show = 全部文书
documents-none = 还没有文书
documents-none-why = 部门发出受理通知、决定、证照以后，都在这里，可以下载和打印。
documents-caption = 共 { $count } 份
documents-print = 全部打印
documents-print-title = 打印 { $count } 份文书
documents-print-how = 用浏览器的打印功能，纸张选 A4。每份文书从新的一页开始。
document-about = { $item }{ $document }
document-being-made = 正在制作
document-being-served = 正在送达
document-served = 已送达
document-kept = 存档
document-posted = 邮寄中
document-returned = 邮局退回
document-at-window = 请来领取
document-to-post = 即将寄出
document-served-on = { $day }{ $way }
document-posted-on = { $day }寄出，{ $carrier }
document-returned-on = { $day }被退回，请核对地址，或者改成别的送达方式
document-collect = 请本人、法定代表人，或者授权有效的经办人带身份证件到窗口领取
document-appeal = 不服的，可以在{ $reconsideration }前申请行政复议，或者在{ $suit }前提起行政诉讼
document-appeal-over = 申请行政复议的期限到{ $reconsideration }，提起行政诉讼的期限到{ $suit }，都已经届满
standing-in-force = 有效
standing-ends-soon = 还有 { $days } 天到期
standing-expired = 已过有效期
standing-replaced = 已由新的一份代替
standing-revoked = 已被撤销
paper-withdrawn = 已被撤回
standing-cancelled = 已注销

## 送达方式的选择
delivery-title = 送达方式
delivery-why = 没有送达的文书和证照，按您在这里选的方式送达。
delivery-ask = 以后怎么给您？
delivery-hint = 选电子送达，就是同意以电子方式收取通知、决定和证照，到达您的账户之日就是送达之日。
delivery-choose = 改成这个方式

## 预览文书
paper-preview-title = 预览文书
preview-of = 预览：{ $name }
paper-preview-why = 这就是签发以后发出的那一页。编号在签发时取得，现在空着。
preview-back = 返回签发

## 送达（工作台）
service-title = 待送达
service-why = 决定作出之日起十个工作日内送达（《行政许可法》第四十四条）。电子送达的不在这里，系统自动送达。
service-none = 没有等待送达的文书
service-none-why = 申请人选了窗口领取或者邮寄的证照和文书，制作好以后会出现在这里。
service-caption = { $count } 件申请有文书等待送达
service-papers = 等待送达的文书
service-way = 方式
service-issued = 决定日期
service-due = 时限
service-waiting = 等待送达
service-posted = 邮寄中
service-returned = 被退回，等待改用别的方式
service-arrival = 登记签收
service-day = 签收日期
service-signed-by = 面单上的签收人
service-arrived = 登记已签收
service-came-back = 被邮局退回了
service-return-reason = 退回原因
service-record-return = 登记退回
service-handover = 当面交付
service-handover-how = 核对领取人的身份证件，请领取人在送达回证上签名。登记以后，送达回证自动生成。
service-which = 交付哪些文书
service-receiver = 谁来领取
service-receiver-hint = 只能交给申请人本人、法定代表人，或者授权今天仍然有效的经办人。
service-receiver-missing = 请选择领取人
service-right-applicant = 申请人本人
service-right-representative = 法定代表人
service-right-agent = 经办人，授权到 { $until }
service-lapsed = 授权已经到期、被撤回，或者只能查看，不能代收：{ $names }
service-proof = 签收方式
service-proof-missing = 请选择签收方式
service-signed-on-paper = 在纸质送达回证上签名
service-signed-on-pad = 在窗口签字板上签名
service-remark = 备注
service-hand-over = 登记交付
service-post = 邮寄
service-post-to = 寄到：
service-carrier = 承运单位
service-tracking = 邮件号
service-tracking-hint = 面单上的 8 到 30 位字母和数字
service-send = 登记已寄出
service-day-missing = 请填写签收日期，例如 2026-11-30
service-stale = 领取人的授权刚刚有变动，请重新核对后再登记
service-done-handed-over = 已经登记交付，送达回证正在生成。
service-done-posted = 已经登记寄出。
service-done-arrived = 已经登记签收，送达回证正在生成。
service-done-returned = 已经登记退回，请改用别的方式送达。
