"""Which sentences rest on somebody, which need a source, and which words of them do.

`resting` says which words somebody answers for, `parts` cuts a sentence into its clauses, `need` weighs what
asks for a source against what is public or opinion, `repeats` knows what was told before, `finding` puts the
four together, one Claim a sentence.
"""

from .finding import claims_of
from .model import Claim
from .resting import answers, met

__all__ = ["Claim", "answers", "claims_of", "met"]
