# Following an application, in English. What is not here yet is shown in Chinese.

my-applications = My applications
