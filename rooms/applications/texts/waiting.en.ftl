## How long, and for what: counted from the records
waiting-typical = { $n } applications of this kind were finished in the last year; most took { $same ->
    [yes] { $low }
   *[no] { $low } to { $high }
} working days. That counts from submission to the end, with the days spent waiting for applicants and for tests, so it can be longer than the promise.
waiting-typical-alike = { $n } applications for the same items were finished in the last year; most took { $same ->
    [yes] { $low }
   *[no] { $low } to { $high }
} working days. That counts from submission to the end, with the days spent waiting for applicants and for tests, so it can be longer than the promise.
waiting-none = No application like this was finished in the last year, so we cannot say yet how long it usually takes.
waiting-too-few = Only { $n } applications like this were finished in the last year. With fewer than { $min } we cannot say how long it usually takes.
waiting-for-organ = This one has been with { $organ } since { $since }.
waiting-for-first-of-several = The part that is due first has been with { $organ } since { $since }.
waiting-for-applicant = This one has been waiting for the applicant since { $since }.
waiting-for-special = Since { $since } this one has been in a special procedure of { $organ }: { $what }, announced until { $until }. These days are not counted.
waiting-for-notice = This one has been on public notice since { $since }, until { $until }.
waiting-for-gate = This one has been waiting since { $since } for: { $gate }.
