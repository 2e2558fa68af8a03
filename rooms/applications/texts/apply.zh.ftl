# Applying, in Chinese.

# The stages.
apply = 申请
leg-project = 项目
leg-applicant = 申请人
leg-situation = 情形
leg-form = 申请表
leg-materials = 材料
leg-commitment = 承诺与提交
leg-check = 核对与提交

# Who applies, for what, where.
apply-title = 申请{ $matter }
apply-applicant = 申请人
apply-change = 换一个身份
apply-begun = 您有 { $count } 份没填完的
apply-go-on = 接着填：{ $title }
apply-saved-at = { $at }保存
apply-which-project = 为哪个项目申请？
apply-which-project-why = 项目已经登记的名称、代码、地址和情况会直接带出来，不用再填。
apply-project-new = 登记一个新项目
apply-project-new-why = 填名称、项目代码、地点和联系人，一次登记，以后都能用
apply-project-under-way = 这件事正在办，请确认是不是要再申请一次
apply-project-missing = 请选一个项目
apply-where = 在哪个县（市、区）办？
apply-where-why = 由当地的部门办理。
apply-region-missing = 请从列表里选县（市、区）
apply-begin = 开始填写
apply-begin-kept = 随时可以停下，填好的保存 90 天。
apply-as-other = 用别的身份申请
apply-switch-to = 可以换成：
apply-not-as-this = 现在的身份不能申请{ $matter }
apply-for-persons = 这件事个人可以申请。
apply-for-enterprises = 这件事企业可以申请。
apply-you-act-as = 您现在的身份是“{ $capacity }”。
apply-no-capacity = 您还没有合适的身份。您是法定代表人的，可以先登记企业；是经办人的，请法定代表人在平台上授权给您。
apply-register-enterprise = 登记企业
apply-back-to-guide = 回到办事指南
apply-looks-only-title = 您可以查看，不能申请
apply-looks-only = 您现在的身份是“{ $capacity }”，授权范围只是查看。要申请，请法定代表人改为“办理”，或者换一个身份。
apply-continue = 继续
apply-back = 回上一页
apply-save-continue = 保存并继续
apply-save-later = 先存着
apply-place-title = 谁申请、申请什么
apply-matter = 办理事项
apply-project = 项目
apply-region = 办理地区
apply-project-fixed = 项目和地区在开始时定下；要换项目，请重新开始一份申请。
apply-project-show = 看项目
apply-what = 申请

# Registering the project on the way.
apply-project-once = 项目登记一次，以后申请、验收、查进度都用它。
apply-project-code-taken = 这个项目代码已经登记过。是您单位的项目，请回上一页在列表里选；不是，请核对代码
apply-project-register = 登记项目，开始填写

# From where something is known.
known-enterprise = 来自企业登记
known-enterprise-otherwise = 企业登记里是：{ $value }
known-person = 来自您的账户
known-person-otherwise = 您的账户里是：{ $value }
known-project = 来自项目
known-project-otherwise = 项目里填的是：{ $value }
known-application = 来自您选的办理地区
known-application-otherwise = 您选的办理地区是：{ $value }

# The guided questions.
situation-title = 回答 { $count } 个问题，看看要办哪些、交什么、多少天
situation-known = 已从项目带出 { $count } 个答案，请核对。
situation-kept = 随时可以停下，答案会保存 90 天。
apply-nothing-applies = 按这些回答，没有要办的事项；请核对回答，或者拨打 12345 问一问

# The form.
part-count = 第 { $number } 页，共 { $of } 页
part-known = 已填好 { $count } 项，请核对。
part-done = 已填好
part-wrong = { $count } 处要改
part-open = 还没填

# The papers.
materials-title = 要您交 { $count } 份材料
materials-there = 共要 { $required } 份，已经交了或者选好怎么补的有 { $there } 份。
materials-why = 一次可以选几份一起上传；文件加密保存，只有办这些事项的部门能看。
materials-exempt = 这 { $count } 份不用您交
paper-there = 已上传
paper-missing-yet = 还没有
paper-optional = 可以不交
paper-replace = { $name }（已交，可以换一份）
paper-missing = 还缺{ $name }，请上传
papers-missing = 还缺 { $count } 份材料：标着“还没有”的都要交，从第一份开始
paper-read-by-many = { $some }等 { $count } 项
paper-look = 看文件
paper-remove = 移除
paper-remove-title = 移除{ $name }？
paper-remove-follows = 文件“{ $file }”会被删除，不能恢复。要用时可以再上传。
paper-keep = 不移除，返回

# Everything once more, the letter, the button.
commitment-title = 核对一遍，就可以提交
commitment-why = 点“改”可以回去改，改完回到这里。
commitment-skip = 直接到最后提交
commitment-missing = 还差 { $count } 处，补上就可以提交
missing-situation = 情形：{ $count } 个问题还要回答或者修改
missing-part = 申请表“{ $part }”：{ $count } 处要填或者要改
missing-part-unseen = 申请表“{ $part }”：已替您填好，请看一遍并保存
missing-papers = 材料：还缺 { $count } 份
error-of-field = “{ $field }”：{ $error }
summary-change = 改
summary-empty = 没有填
summary-wrong = 有 { $count } 处要改
summary-papers = 材料 { $count } 份
commitment-follows = 提交以后
commitment-statements = 请逐条勾选
commitment-statements-why = 全部同意才能提交；有不明白的，先拨打 12345 问清楚。
commitment-unsigned = 还有 { $count } 条没有勾选
commitment-consequences = 违反承诺的后果：
commitment-signs = 由{ $person }提交，具有法律效力。
commitment-signs-for = 由{ $person }代表{ $enterprise }提交，具有法律效力。
apply-submit = 提交申请
letter-show = 看全文，可以打印
letter-why = 这是提交时签署的承诺书。编号和核验码在提交后生成。
letter-back = 回到核对页

# Drafts.
draft-saved-stay = 已保存。可以从“我的办件”接着填，保存到 { $until }。
draft-kept-until = 这份草稿保存到 { $until }。
draft-dropped = 办事要求更新了，下面 { $count } 项不再需要，已经去掉：
draft-between = 您打开这一页以后，{ $who }在 { $at }也保存过。现在以您填的为准；不一样的地方，对方填的是：
draft-colleague = 另一位经办人
draft-delete = 删除草稿
draft-delete-title = 删除“{ $title }”的草稿？
draft-delete-follows = 填写的内容和已上传的 { $papers } 份材料会全部删除，不能恢复。
draft-keep = 不删除，返回
draft-matter-gone = 这件事现在不能申请了。您填写的内容还保存着；请拨打 12345 问怎么办。
draft-submitted = 这份申请已经提交，请到“我的办件”里看。

# For programs.
api-unreadable = 请求内容与接口说明不符，没有保存任何更改：{ $why }
api-upload-unknown = 有一个上传凭据不存在、已经用过，或者不是您的
api-upload-doubled = 同一份材料只能交一个文件
api-paper-not-asked = 不需要交{ $name }，请去掉
api-form-without-answers = 改申请表时，请把全部回答一起提交
api-not-for-this-capacity = 现在的身份不能申请这件事，请先切换身份

# Handing in for another, at a window or as a helper.
commitment-hands-in-for = 由{ $person }代{ $party }提交；办件属于{ $party }，记录中同时写明两人。
signed-letter = 签字的承诺书
signed-letter-how = 请把承诺书打印出来，由申请人逐条看过并签字（盖章），再把签字页扫描或拍照上传。您的点击不能代替申请人的签字。
signed-promises-how = 请把下面的承诺打印或抄写在纸上，由申请人逐条看过并签字（盖章），再扫描或拍照上传。您的点击不能代替申请人的签字。
signed-letter-file = PDF、JPG 或 PNG，不超过 20 MB；可以直接用手机或高拍仪拍照
signed-letter-upload = 上传签字的承诺书
signed-letter-there = 已上传
signed-letter-missing = 请先上传申请人签字的承诺书。
refusal-signed-letter-missing = 代他人提交时，承诺须由申请人本人签字。请上传签字的承诺书后再提交。
