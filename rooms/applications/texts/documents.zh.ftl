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
