# 程序接口

api-title = 程序接口
api-lead = 页面上能办的事，程序也能办：同一套规则，同样的结果。说明用英文写，由程序自己生成，与实际一致。
api-start = 怎么开始
api-start-service = 部门和合作单位的系统：请管理员开一个服务账户，取得令牌。
api-start-person = 代表本人或者企业的程序：用登录名和密码换取令牌，
api-start-header = 每个请求带上令牌：
api-errors = 出错时返回 problem details（RFC 9457），其中的 detail 说明哪里不对、怎么办；语言随 Accept-Language。
api-description = 机器可读的说明（OpenAPI 3.1）
api-parts = 各部分
api-schemas = 数据结构
api-required = 必填
api-optional = 可以没有
api-body = 请求内容
