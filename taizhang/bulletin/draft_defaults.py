"""The templates that an office may begin with; it changes them as it likes."""

# (name, ledger, title, body)
DEFAULTS = (
    (
        "招商引资进展",
        "investment",
        "{单位}{时段}招商引资进展",
        """\
{时段}，{单位}签约亿元以上项目[[investment.signed_over_1]]，金额[[investment.signed_over_1_amount]]；其中5亿元以上[[investment.signed_over_5]]。
{时段}到位区外资金[[investment.out_of_district_funds]]。落地项目[[investment.landed_projects]]，开工项目[[investment.started_projects]]，投产项目[[investment.in_use_projects]]。
年初至{截至}，累计签约亿元以上项目[[investment.signed_over_1|from={年初}]]，累计到位区外资金[[investment.out_of_district_funds|from={年初}]]。""",
    ),
    (
        "夜间经济管理",
        "night_market",
        "{单位}{时段}夜间经济管理情况",
        """\
{时段}，出动执法人员[[night_market.officer_turnouts]]，巡查重点夜市区域[[night_market.patrols]]。
对[[night_market.merchants_warned]]商户给予口头警告。登记违规[[night_market.breaches]]。
截至{截至}，登记夜间经营商户[[night_market.merchants]]，两项承诺齐全的[[night_market.merchants_with_both_pledges]]。""",
    ),
    (
        "工地环境卫生整治",
        "construction",
        "{单位}{时段}建筑工地环境卫生整治情况",
        """\
{时段}，排查建设项目[[construction.sites_surveyed]]，查处问题[[construction.problems_found]]，已整改到位[[construction.problems_closed]]，整改率[[construction.closure_rate]]。
责令停工整改[[construction.sites_stopped]]。
截至{截至}，未销号问题[[construction.problems_open]]，其中逾期[[construction.problems_overdue]]。""",
    ),
    (
        "企业服务",
        "enterprises",
        "{单位}{时段}企业服务情况",
        """\
{时段}，走访企业[[enterprises.visits]]，收到企业诉求[[enterprises.requests_opened]]，办结[[enterprises.requests_solved]]。
按期办结率[[enterprises.requests_on_time_rate]]。""",
    ),
)
