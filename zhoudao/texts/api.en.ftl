# The API

api-title = API
api-lead = Whatever can be done on a page, a program can do: by the same rules, with the same result. This page is made from the program's own description, so it cannot disagree with it.
api-start = How to begin
api-start-service = Systems of departments and partners: ask an administrator for a service account and its token.
api-start-person = Programs for yourself or your enterprise: exchange name and password for a token at
api-start-header = Send the token with every request:
api-errors = Errors are problem details (RFC 9457); their detail says what is wrong and what to do, in the language of Accept-Language.
api-description = The description for machines (OpenAPI 3.1)
api-parts = Parts
api-schemas = Data
api-required = required
api-optional = may be missing
api-body = Request body
