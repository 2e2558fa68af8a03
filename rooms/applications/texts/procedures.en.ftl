# Proposals and their approval
refusal-unknown-proposal = There is no such proposal: please reload the page
refusal-proposal-over = This proposal has already been answered
refusal-proposed-before = The same has been proposed and is waiting for a signature
refusal-own-proposal = You cannot sign what you proposed yourself: somebody else has to
