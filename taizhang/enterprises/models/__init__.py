"""Rows of the enterprises room: the register, the chains with their nodes, requests with their answers, visits."""

from taizhang.enterprises.models.chains import Chain, ChainFirm, ChainNode, TargetFirm
from taizhang.enterprises.models.enterprises import Enterprise
from taizhang.enterprises.models.requests import Answer, EnterpriseRequest, RequestStep
from taizhang.enterprises.models.visits import Visit

__all__ = [
    "Answer",
    "Chain",
    "ChainFirm",
    "ChainNode",
    "Enterprise",
    "EnterpriseRequest",
    "RequestStep",
    "TargetFirm",
    "Visit",
]
