"""What every post may do in the rooms of 招商引资 and 督查, written out by hand: the program is held to it, not asked for it.

Each line is a permission and a mark for every post in the order of the head: `A` everywhere, `o` in the own unit and
below, `x` everywhere but in the own unit, `.` nowhere.
"""

HEAD = [
    "administrator", "operator", "leader", "supervisor",
    "investment_clerk", "investment_verifier", "night_market_clerk", "officer",
    "site_clerk", "inspector", "section_chief", "bureau_head",
    "town_clerk", "reporter", "unit_signer", "editor",
    "proofreader", "office_chief", "issuer", "reader", "archivist",
]  # fmt: skip

#                              a o l s  i i n o  s i s b  t r u e  p o i r a
#                              d p e u  c v c f  c n e h  c e s d  r c s d r
WRITTEN = """
investment.register_project    . . . .  o A . .  . . . .  o . . .  . . . . .
investment.change_project      . . . .  o A . .  . . . .  o . . .  . . . . .
investment.revise_amount       . . . .  o A . .  . . . .  o . . .  . . . . .
investment.record_arrival      . . . .  o A . .  . . . .  o . . .  . . . . .
investment.set_aside           . . . .  o A . .  . . . .  o . . .  . . . . .
investment.claim_stage         . . . .  o o . .  . . . .  o . . .  . . . . .
investment.verify_claim        . . . .  . x . .  . . . .  . . . .  . . . . .
investment.recognise           . . . .  . A . .  . . . .  . . . .  . . . . .
investment.set_rules           . . . .  . A . .  . . . .  . . . .  . . . . .
investment.import_ledger       . A . .  o A . .  . . . .  o . . .  . . . . .
investment.import_history      . A . .  . A . .  . . . .  . . . .  . . . . .
investment.register_lead       . . . .  o A . .  . . . .  o . . .  . . . . .
investment.follow_up_lead      . . . .  o A . .  . . . .  o . . .  . . . . .
investment.reoffer_lead        . . . .  . A . .  . . . .  . . . .  . . . . .
investment.take_up_lead        . . . .  o A . .  . . . .  o . . .  . . . . .
investment.record_commitment   . . . .  o A . .  . . . .  o . . .  . . . . .
investment.settle_commitment   . . . .  o A . .  . . . .  o . . .  . . . . .
investment.link_leader         . . . .  . A . .  . . . .  . . . .  . . . . .

enterprises.register_enterprise . . . . o A . .  . . . .  o . . .  . . . . .
enterprises.change_enterprise  . . . .  o A . .  . . . .  o . . .  . . . . .
enterprises.edit_chain         . . . .  o A . .  . . . .  . . . .  . . . . .
enterprises.pursue_firm        . . . .  o A . .  . . . .  o . . .  . . . . .
enterprises.open_request       A A A A  A A A A  A A A A  A A A A  A A A A A
enterprises.answer_request     . . . .  o o . .  . . o .  o . . .  . . . . .
enterprises.hand_over_request  . . . A  o A . .  . . o .  o . . .  . . . . .
enterprises.decline_request    . . . .  . A . .  . . . .  . . . .  . . . . .
enterprises.record_visit       A A A A  A A A A  A A A A  A A A A  A A A A A

targets.set_targets            . A . .  . A . .  . . . .  . . . .  . . . . .
targets.record_pledge          . A . .  . A . .  . . . .  . . . .  . . . . .
targets.exempt_unit            . A . .  . A . .  . . . .  . . . .  . . . . .

supervision.set_rules          . . . A  . . . .  . . . .  . . . .  . . . . .
supervision.raise_notice       . . . A  . . . .  . . . .  . . . .  . . . . .
supervision.withdraw_notice    . . A A  . . . .  . . . .  . . . .  . . . . .
supervision.give_feedback      . . . .  o . o .  o . o o  o o o .  . . . . .
supervision.rule_on_notice     . . A A  . . . .  . . . .  . . . .  . . . . .
supervision.instruct           . . A .  . . . .  . . . .  . . . .  . . . . .
supervision.draft_proposal     . . . A  . . . .  . . . .  . . . .  . . . . .
supervision.decide_proposal    . . A .  . . . .  . . . .  . . . .  . . . . .
supervision.appeal             . . . .  . . . .  . . . o  . . o .  . . . . .
supervision.decide_appeal      . . A .  . . . .  . . . .  . . . .  . . . . .

reports.prepare                . . . .  . A . .  . . . .  . . . .  . . . . .
reports.close                  . . . .  . A . .  . . . .  . . . .  . . . . .
reports.publish                . . . .  . A . .  . . . .  . . . .  . . . . .

bulletin.write_item            . . . .  . . . .  . . . .  . o o o  . o . . .
bulletin.sign_off_item         . . . .  . . . .  . . . .  . . o .  . o . . .
bulletin.submit_item           . . . .  . . . .  . . . .  . o o o  . o . . .
bulletin.select_items          . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.edit_item             . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.assemble              . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.first_review          . . . .  . . . .  . . . .  . . . A  . . . . .
bulletin.second_review         . . . .  . . . .  . . . .  . . . .  . A . . .
bulletin.sign_issue            . . . .  . . . .  . . . .  . . . .  . . A . .
bulletin.send_back_issue       . . . .  . . . .  . . . .  . . . A  . A A . .
bulletin.pass_proofs           . . . .  . . . .  . . . .  . . . .  A . . . .
bulletin.settle_proof_remark   . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.correct_printed       . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.keep_recipients       . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.keep_house_style      . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.keep_templates        . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.set_run               A . . .  . . . .  . . . .  . . . .  . A A . .
bulletin.confirm_item          . . . .  . . . .  . . . .  . . o .  . o . . .
bulletin.read_inbox            A A . .  . . . .  . . . .  . . . A  A A A . A
bulletin.merge_items           . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.call_for_items        . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.edit_topics           A . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.record_adoption       . . . .  . . . .  . . . .  . . . A  . A . . .
bulletin.set_credit_rules      A . . .  . . . .  . . . .  . . . .  . A . . .

archive.send_issue             . . . .  . . . .  . . . .  . . . A  . A . . .
archive.chase_readers          . . . .  . . . .  . . . .  . . . A  . A . . .
archive.read_issue             A A A A  A A A A  A A A A  A A A A  A A A A A
archive.archive_issue          . . . .  . . . .  . . . .  . . . .  . . . . A
archive.open_issue             . . . .  . . . .  . . . .  . . . .  . A A . .
archive.settle                 A . . .  . . . .  . . . .  . . . .  . A . . .
archive.take_in                . A . .  . . . .  . . . .  . . . A  . A . . A

proofreading.check_text        A A A A  . . . .  . . . .  . A A A  A A A . A
proofreading.decide            . . . .  . . . .  . . . .  . . . A  . A A . .
proofreading.keep_phrases      A . . .  . . . .  . . . .  . . . A  . A . . .
proofreading.cover_investment  . . . .  . A . .  . . . .  . . . .  . A . . .
proofreading.cover_targets     . . . .  . A . .  . . . .  . . . .  . A . . .
proofreading.cover_enterprises . . . .  . A . .  . . . .  . . . .  . A . . .
proofreading.cover_night_market . . . . . . A .  . . . .  . . . .  . A . . .
proofreading.cover_construction . . . . . . . .  A . . .  . . . .  . A . . .
proofreading.cover_supervision . . . A  . . . .  . . . .  . . . .  . A . . .
proofreading.cover_bulletin    . . . .  . . . .  . . . .  . . . .  . A . . .

reminders.manage               A . . .  . . . .  . . . .  . . . .  . . . . .
desk.leader_page               A . A .  . . . .  . . . .  . . . .  . . . . .
"""

# Whose rows a post reads: of every unit (A) or of the own one and below (o). Of a report that is not published: all or none.
READ = """
investment                     A A A A  o A o o  o o o A  o o o A  o A A o o
enterprises                    A A A A  o A o o  o o o o  o o o A  o A A o o
targets                        A A A A  o A o o  o o o o  o o o A  o A A o o
supervision                    A A A A  o o o o  o o o o  o o o A  o A A o o
reports                        A A A A  . A . .  . . . A  . . . A  . A A . .
"""


def table(written: str) -> dict[str, dict[str, str]]:
    """Name → role → mark."""
    found = {}
    for line in filter(None, written.splitlines()):
        name, *marks = line.split()
        found[name] = dict(zip(HEAD, marks, strict=True))
    return found


EXPECTED = table(WRITTEN)
READERS = table(READ)


def mark(own: bool, other: bool) -> str:
    """The mark of somebody who may with a row of the own unit, with one of another."""
    return {(True, True): "A", (True, False): "o", (False, True): "x", (False, False): "."}[own, other]
