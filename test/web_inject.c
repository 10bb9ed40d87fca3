/* web_inject - what people write into any text of any record: markup, SQL,
 * headers, text that turns round, broken UTF-8. It is kept and shown as the
 * text that it is, or refused in words; never a fault, never markup. */
#include "web_site.h"

/* A published card, and an answer to each of its questions. */
#define CARD "SPS-PAK-2009-002"
#define ANSWERS                                                                \
    "{\"q1\":\"C\",\"q10\":\"A\",\"q2\":\"C\",\"q3\":\"B\",\"q4\":\"B\","      \
    "\"q5\":\"A\",\"q6\":\"B\",\"q7\":\"A\",\"q8\":\"A\",\"q9\":\"B\"}"

/* A form of each kind that would be kept as it stands. %1 is a district, %2 a
 * province, %3 an organisation, %4 an entry, %5 a hash and %6 a number, new
 * each time; %b a body, %h a household, %p a person and %o another, %u a unit,
 * %N a person whom nobody knew, %w an award, %m a house, %x a policy, %z a card, %t a trainee, %i a
 * committee, %s one of its staff, %j a book of leaves, %7 a complaint, %8 a
 * sensitive one, %v a survey, %c a score of it, %q what is given, %M a member,
 * %f the body's fund and %d a donor's, %A its agreement, %L a loan, %R money
 * that was paid in; {kind} is one of that kind, made of its own row (without
 * what stands in rows of it). A kind without a row fails. */
static const struct base {
    const char *kind, *form;
} base[] = {
    { "account", "body=%b&bank=N&branch=m&title=t&number=1&"
                 "signatories.0.person=%p" },
    { "bylaw", "body=%b&code=y%6&version=1&adopted=2014-01-01&source=s&"
               "clauses.0.parameter=public_seed&clauses.0.said=s&"
               "clauses.0.source=s" },
    { "committee", "body=%b&nature=other&name=N&formed=2014-01-01&scheme=s&"
                   "seats.0.person=%p&seats.0.role=head" },
    { "cession", "body=%b&successor=%l&held=2014-01-01&why=w" },
    { "conveyance", "account=%k&body=%b&since=2014-01-01&why=w" },
    { "descent", "body=%b&origin=%l&since=2014-01-01&way=split&why=w" },
    { "dialogue", "place=%1&pathway=CO-PATH&stage=formed&held=2014-01-01&"
                  "women=5&note=n&contact=C" },
    { "due_return", "registration=%g&what=audit&due=2014-01-31&opinion=o" },
    { "duty", "code=d%6&regime=welfare&what=audit&due_month=1&due_day=31&"
              "source=s" },
    { "formation", "body=%b&held=2014-01-01" },
    { "partnership", "body=%b&version=1&state=draft&why=w&"
                     "obligations.0.party=rsp&obligations.0.duty=d&"
                     "obligations.0.due=u&signatories.0.party=community&"
                     "signatories.0.person=%p&signatories.0.office=o" },
    { "pathway", "code=w%6&title=T&title_ur=u&title_sd=s&nature=co&source=s&"
                 "stages.0.code=a&stages.0.title=t&stages.0.title_ur=u&"
                 "stages.0.title_sd=s&stages.0.papers=p" },
    { "registration", "body=%b&regime=welfare&authority=a&number=1&"
                      "registered=2014-01-01&state=suspended&why=w" },
    { "assessment", "body=%b&yardstick=CI-CO-1&made=2014-09-01&state=draft&"
                    "assessors.0.staff=%s&marks.0.indicator=books&"
                    "marks.0.mark=1&marks.0.why=w&score=50&grade=C&"
                    "strengths=s&improvement=i" },
    { "complaint", "number=m%6&rsp=%3&place=%1&received=2014-11-01&"
                   "channel=box&nature=other&complainant=N&told=w" },
    { "disclosure", "body=%b&item=other&shown=2014-09-01&venue=v&"
                    "witnesses.0.person=%p" },
    { "handling", "complaint=%7&done=2014-11-02&stage=acknowledged&what=w" },
    { "inquiry", "safeguard=%8&done=2014-11-02&stage=acknowledged&what=w" },
    { "redress", "code=r%6&title=T&title_ur=u&title_sd=s&since=2014-01-01&"
                 "source=s&channels.0.code=c&channels.0.title=t&"
                 "channels.0.title_ur=u&channels.0.title_sd=s&"
                 "limits.0.path=complaint&limits.0.stage=told&"
                 "limits.0.days=9" },
    { "safeguard", "number=f%6&rsp=%3&place=%1&received=2014-11-01&"
                   "channel=box&nature=other&complainant=N&contact=c&told=w" },
    { "socialaudit", "body=%b&notice=2014-09-01&displayed=2014-09-02&"
                     "held=2014-09-20&venue=v&women=9&found=f&"
                     "questions.0.question=q&questions.0.answer=a&"
                     "questions.0.action=d&questions.0.due=2014-12-01" },
    { "election", "body=%b&bylaw=%y&reason=term&called=2014-09-01&venue=v&"
                  "method=hands&counting=plurality&seed=s&"
                  "seat.0.office=president&seat.0.seats=1" },
    { "roll", "election=%e&drawn=2014-09-03&voter.0.person=%p" },
    { "protest", "election=%e&held=2014-09-04&about=roll&person=%p&says=s&"
                 "decided=dismissed&decided_on=2014-09-05&answer=a" },
    { "briefing", "election=%e&held=2014-09-05&venue=v&women=4&note=n" },
    { "nomination", "election=%e&office=president&person=%p&filed=2014-09-06&"
                    "symbol=s" },
    { "scrutiny", "election=%e&nomination=%n&held=2014-09-07&"
                  "verdict=rejected&why=w" },
    { "ballot_account", "election=%e&round=1&held=2014-09-20&present=1" },
    { "sheet", "election=%e&office=president&round=1&held=2014-09-20&valid=1&"
               "tally.0.person=%p&tally.0.votes=1" },
    { "declaration", "election=%e&held=2014-09-21&round=1&note=n&digest=%5&"
                     "winner.0.office=president&winner.0.person=%p&"
                     "winner.0.rule=unopposed" },
    { "appeal", "election=%e&held=2014-09-22&person=%p&grounds=g&"
                "decided=dismissed&decided_on=2014-09-23&answer=a" },
    { "annulment", "election={election}&held=2014-09-24&why=w" },
    { "handover", "election=%e&held=2014-09-25&item.0.what=books&"
                  "item.0.note=n" },
    { "yardstick", "code=y%6&version=1&nature=co&title=T&title_ur=u&"
                   "title_sd=s&since=2014-01-01&source=s&dimensions.0.code=a&"
                   "dimensions.0.title=t&dimensions.0.title_ur=u&"
                   "dimensions.0.title_sd=s&dimensions.0.weight=100&"
                   "indicators.0.code=x&indicators.0.dimension=a&"
                   "indicators.0.title=t&indicators.0.title_ur=u&"
                   "indicators.0.title_sd=s&indicators.0.weight=1&"
                   "indicators.0.scale=4&indicators.0.way=marked&"
                   "indicators.0.query=q&grades.0.code=D&grades.0.least=0&"
                   "grades.0.title=t&grades.0.title_ur=u&grades.0.title_sd=s" },
    { "access", "login=kamal&name=K&role=viewer&since=2014-01-01" },
    { "activist", "body=%b&person=%p&nature=crp&since=2014-01-01&why=w&"
                  "topics=t" },
    { "alias", "place=%1&name=Sakkhar" },
    { "attachment", "about=%4&file=%5&bytes=5&type=pdf&title=T" },
    { "backcheck",
      "score=%c&survey=%v&held=2014-03-04&answers=" ANSWERS "&note=n" },
    { "banding", "code=b%6&programme=p&since=2014-01-01&source=s&"
                 "bands.0.code=b0&bands.0.least=0&bands.0.title=t&"
                 "bands.0.title_ur=u&bands.0.title_sd=s" },
    { "body", "nature=co&sex=women&code=c%6&name=N&name_ur=u&name_sd=s&"
              "rsp=%3&place=%1&formed=2013-05&purpose=p" },
    { "charge", "taker=%s&since=2014-05-01&bodies.0.body=%b&why=w" },
    { "consent", "person=%p&since=2014-06-01&purpose=survey&given=given&"
                 "until=2016&way=thumb" },
    { "coverage", "rsp=%3&stated=5&unit=uc&source=letter" },
    { "cutover", "rsp=%3&place=%1&since=2014-07&why=w" },
    { "decision", "product=%q&household=%h&made=2014-04-01&score=%c&"
                  "verdict=eligible&why={\"on\":\"2014-04-01\",\"parts\":[],"
                  "\"rule\":\"GRANT 2014-01-01\",\"score\":\"%c\","
                  "\"verdict\":\"eligible\"}&note=n" },
    { "deed", "activist=%a&held=2014-02-01&what=task&title=T" },
    { "delegate", "body=%b&parent=%l&person=%p&since=2014-01-01" },
    { "device", "key=%5&name=tablet&holder=clerk" },
    { "erasure", "about=%4&why=w" },
    { "fate", "household=%h&state=migrated&since=2014-02-01&why=w" },
    { "filing", "rsp=%3&place=%1&as_of=2014-12&named=N&source=S&"
                "values.0.indicator=hh&values.0.amount=7" },
    { "fix", "answers=%4&withdraw=1&why=slip" },
    { "followup", "resolution=%r&held=2014-06-01&state=sent&what=w" },
    { "goal", "code=g%6&title=T&title_ur=u&title_sd=s&family=adp&framework=F&"
              "part_of=6.1&sector=water&year=2014&amount=5&source=s" },
    { "goal_link", "goal=6.1&sector=road&source=s" },
    { "workplan", "rsp=%3&place=%1&year=2014&title=T&lines.0.indicator=co&"
                  "lines.0.m07=1&lines.0.activity=a" },
    { "logframe", "rsp=%3&place=%1&project={project}&version=1&since=2014-07&"
                  "title=T&steps.0.level=output&steps.0.code=1.1&"
                  "steps.0.statement=s&steps.0.indicator=co&steps.0.amount=4&"
                  "steps.0.evidence=e&steps.0.assumption=a" },
    { "narrative", "rsp=%3&place=%1&of_month=2014-12&achieved=a&hard=h&"
                   "learnt=l&ahead=n" },
    { "household", "number=%6&place=%1&head=H" },
    { "indicator", "code=w%6&name=Wells&name_ur=u&name_sd=s&unit=other&"
                   "scale=0&nature=stock&split_of=hh&split=women&across=sum&"
                   "denominator=d&source=s" },
    { "ledger", "indicator=hh&nature=level" },
    { "likelihood", "card=" CARD "&line=l%6&source=s&shares.0.least=0&"
                    "shares.0.rate=500" },
    { "link", "body=%b&since=2014-10-01&why=w" },
    { "meeting", "body=%b&held=2014-06-01&women=5&agenda=a&"
                 "visitors.0.name=V&visitors.0.office=o" },
    { "member", "body=%b&person=%p&joined=2013-06-01" },
    { "merger", "person=%p&same_as=%o&since=2014-02-01&why=w" },
    { "move", "place=%1&since=2014-07-01&lg=%2&why=law" },
    { "objection", "survey=%v&household=%h&held=2014-03-02&says=disputed&"
                   "why=w" },
    { "office", "code=o%6&natures=co&title=T&title_ur=u&title_sd=s&"
                "not_with=manager&source=s" },
    { "opening", "body=%b&held=2014-06-01&meetings=1&service.0.code=c&"
                 "service.0.number=1" },
    { "oversight", "record=alias&role=manager&since=2014-01-01" },
    { "person", "code=p%6&household=%h&sex=women&name=N&name_ur=u&"
                "name_sd=s&father=F&father_ur=u&father_sd=s" },
    { "place", "level=taluka&name=Nau&name_ur=u&name_sd=s&lg=%1&"
               "codes.0.scheme=x&codes.0.edition=e&codes.0.code=1" },
    { "product", "code=g%6&programme=p&title=T&title_ur=u&title_sd=s&"
                 "since=2014-01-01&whom=household&source=s&"
                 "terms.0.need=seen&terms.0.text=t&terms.0.text_ur=u&"
                 "terms.0.text_sd=s" },
    { "project", "code=P%6&name=P&name_ur=u&name_sd=s&nature=donor&donor=D&"
                 "rsp=%3&since=2014" },
    { "publication", "report=outreach&arguments=a&title=T&as_of=2014-12&"
                     "heads.0.device=%4&heads.0.seq=1&heads.0.head=%5&"
                     "format=csv&content=c" },
    { "questionnaire", "code=q%6&title=T&title_ur=u&title_sd=s&purpose=form&"
                       "about=place&access=open&source=s&questions.0.code=a&"
                       "questions.0.text=t&questions.0.type=one&"
                       "choices.0.question=a&choices.0.code=b&"
                       "choices.0.text=t" },
    { "residence", "person=%p&household=%h&since=2014-02-01&why=work" },
    { "resolution", "body=%b&passed=2014-06-01&number=1&subject=S&text=t&"
                    "addressed=a&copies=c&state=passed" },
    { "response", "questionnaire=TRIAL-1&place=%1&held=2014-06-01&round=r&"
                  "answers={\"a\":\"x\"}" },
    { "reveal", "about=%p&why=w" },
    { "role", "code=r%6&name=N&name_ur=u&name_sd=s&rights.0.may=see" },
    { "rsp", "code=X%6&name=X&name_ur=u&name_sd=s&nature=rsp&"
             "also.0.name=y" },
    { "sample", "survey=%v&made=2014-03-03&share=100&scores=1&seed=%5&"
                "drawn.0.score=%c" },
    { "score", "household=%h&survey=%v&card=" CARD "&held=2014-02-01&"
               "score=11&source=imported&origin=a+list" },
    { "selection", "product=%q&place=%1&made=2014-04-02&places=1&ranked=1&"
                   "note=n&chosen.0.household=%h&chosen.0.score=%c&"
                   "chosen.0.rank=1" },
    { "stage", "survey=%v&since=2014-03-01&state=closed&authority=a&note=n" },
    { "staff", "code=s%6&login=k&name=N&name_ur=u&name_sd=s&post=trainer&"
               "unit=%u&rsp=%3&since=2014-01-01" },
    { "standing", "body=%b&since=2014-09-01&state=irregular&why=w" },
    { "survey", "code=v%6&title=T&programme=p&card=" CARD "&place=%1&"
                "since=2014-01-01" },
    { "target", "indicator=hh&rsp=%3&place=%1&begins=2014-01&ends=2014-12&"
                "amount=9&source=s" },
    { "term", "body=%b&office=president&person=%p&basis=elected&"
              "since=2014-01-01&note=n" },
    { "unit", "code=u%6&name=N&name_ur=u&name_sd=s&nature=field_unit&"
              "rsp=%3&place=%1" },
    { "habit", "staff=%s&about=late&month=2014-06&outcome=explained&says=w&"
               "answered=2014-07-01" },
    { "rhythm", "code=h%6&nature=co&active_meetings=2&active_months=3&"
                "irregular_meetings=1&irregular_months=3&dormant_months=6&"
                "source=s" },
    { "tour", "staff=%s&month=2014-06&note=n&stops.0.on_day=2014-06-10&"
              "stops.0.purpose=p" },
    { "banking", "book=%b&held=2014-06-07&taker=%p&amount=5&reference=r&"
                 "note=n" },
    { "hand_limit", "code=i%6&whose=both&days=7&source=s" },
    { "leaf_book", "body=%b&what=receipt&prefix=f%6/&from_serial=1&"
                   "upto_serial=9&issued_on=2014-06-01&person=%p&note=n" },
    { "leaf_void", "leaf_book=%j&serial=2&what=void&held=2014-06-06&why=w" },
    { "award", "household=%h&person=%p&product=%q&held=2014-06-06&rsp=%3&"
               "amount=5&nature=in_kind&what=w&note=n" },
    { "procurement", "committee=%i&held=2014-06-06&what=w&rsp=%3&taken=1&"
                     "why=w&quotes.0.supplier=s&quotes.0.amount=5&"
                     "quotes.0.note=n&reference=r&leaf=l%6&note=n" },
    { "delivery", "award=%w&held=2014-06-07&number=n&goods=g&tag=t&amount=0.01&"
                  "reference=r&leaf=l%6&note=n" },
    { "followup_visit", "award=%w&held=2014-09-06&months=3&result=alive&"
                        "note=n" },
    { "house_plan", "code=h%6&title=T&title_ur=u&title_sd=s&source=s&"
                    "stages.0.code=a&stages.0.title=t&stages.0.title_ur=u&"
                    "stages.0.title_sd=s&stages.0.portion=100" },
    { "house", "household=%h&product=%q&held=2014-06-06&plan=HOUSE-4&rsp=%3&"
               "approved=5&land_proof=p&design=d&note=n" },
    { "house_stage", "house=%m&stage=plinth&held=2014-06-07&"
                     "inspected=2014-06-07&found=f&reference=r&leaf=l%6" },
    { "policy", "insurer=i&number=n%6&nature=health&rsp=%3&since=2014-01-01&"
                "until=2014-12-31&premium=5&member_limit=9&terms=t" },
    { "premium", "policy=%x&rsp=%3&held=2014-06-06&amount=5&reference=r&"
                 "leaf=l%6" },
    { "insured",
      "policy=%x&household=%h&body=%b&number=n&held=2014-06-06&rsp=%3&"
      "members.0.person=%N&reference=r&leaf=l%6" },
    { "claim", "policy=%x&insured=%z&person=%p&number=n&hospital=h&"
               "admitted=2014-07-01&billed=5&why=w&diagnosis=d" },
    { "trainee", "household=%h&person=%p&held=2014-06-06&trade=t&institute=i&"
                 "days=9&rsp=%3&certificate=c&assessed=a" },
    { "stipend", "trainee=%t&held=2014-06-06&nature=stipend&amount=5&goods=g&"
                 "reference=r&leaf=l%6" },
    { "training_kind", "code=y%6&title=T&title_ur=u&title_sd=s&level=co&"
                       "source=s" },
    { "toolkit", "code=z%6&title=T&title_ur=u&title_sd=s&source=s&"
                 "topics.0.code=a&topics.0.title=t&topics.0.title_ur=u&"
                 "topics.0.title_sd=s" },
    { "training_need", "body=%b&place=%1&rsp=%3&held=2014-02-01&note=n&"
                       "topics.0.topic=t&topics.0.women=5" },
    { "training", "code=t%6&kind=CMST&title=T&venue=v&place=%1&rsp=%3&"
                  "since=2014-02-01&until=2014-02-03&days=3&trainer=t&"
                  "organiser=o&line=l&note=n" },
    { "attendance_sheet", "training={training}&held=2014-02-01&hall=p%6&note=n&"
                          "attendance.0.sex=women&"
                          "attendance.0.present=present" },
    { "training_cost", "training={training}&held=2014-02-01&what=other&"
                       "amount=5&note=n%6" },
    { "crp", "person=%p&body=%b&cadre=book_keeper&place=%1&rsp=%3&"
             "since=2014-01-01&note=n&topics.0.topic=t" },
    { "crp_task", "crp={crp}&held=2014-02-01&nature=other&what=w&note=n" },
    { "crp_check", "task={crp_task}&held=2014-02-02&quality=fair&note=n" },
    { "crp_fee", "crp={crp}&held=2014-02-03&amount=5&payer=%b&reference=r&"
                 "leaf=l%6&note=n" },
    { "awareness", "toolkit=CAT&topic=health&place=%1&rsp=%3&held=2014-02-01&"
                   "women=5&materials=m&note=n&commitments.0.what=w" },
    { "commitment_check", "awareness={awareness}&held=2014-03-01&number=1&"
                          "kept=no&note=n" },
    { "advocacy", "title=t%6&issue=i&sector=health&body=%b&place=%1&rsp=%3&"
                  "whom=w&post=p&wanted=w&since=2014-02-01" },
    { "advocacy_step", "advocacy={advocacy}&held=2014-03-01&action=letter&"
                       "what=w&whom=w&said=s&changed=c" },
    { "vigil", "code=g%6&about=late&most=9&percent=50&least=4&source=s" },
    { "visit", "staff=%s&body=%b&held=2014-06-10&made=made&findings=f&"
               "followup=n&due=2014-07-01" },
    { "verdict", "entries.0.entry_id=%4&says=no&why=w" },
    { "account_head", "code=k%6&name=N&name_ur=u&name_sd=s&nature=expense&"
                      "whose=body" },
    { "agreement", "rsp=%3&fund=%d&donor=d&number=n%6&title=T&"
                   "since=2014-01-01&until=2014-12-31&currency=PKR&"
                   "amount=1000&line.0.code=1&line.0.title=t&"
                   "line.0.amount=1000&note=n" },
    { "appraisal", "loan=%L&held=2014-03-02&tier=co&body=%b&says=later&"
                   "note=n" },
    { "approval", "loan=%L&held=2014-03-03&body=%b&says=yes&note=n" },
    { "bank_statement", "account=%k&held=2014-06-30&carried=0&balance=5&"
                        "item.0.on_day=2014-06-10&item.0.amount=5&"
                        "item.0.reference=r&note=n" },
    { "board", "rsp=%3&held=2014-02-05&number=n%6&subject=s&text=t" },
    { "booking", "event=e%6&kind=k&title=T&title_ur=u&title_sd=s&debit=box&"
                 "credit=bank" },
    { "capital", "fund=%f&held=2014-01-01&amount=5&way=box&reference=r&"
                 "agreement=a&note=n" },
    { "cash_count", "book=%b&held=2014-06-30&amount=5&note=n" },
    { "closing", "book=%b&month=2013-04&heads.0.device=%4&heads.0.seq=1&"
                 "held=2013-05-02&counted=1&agreed=1&listed=1&printed=1&"
                 "digest=d&note=n" },
    { "collection", "body=%b&held=2014-05-02&amount=0.01&way=box&reference=r&"
                    "leaf=l%6&parts.0.loan=%L&parts.0.amount=0.01" },
    { "commitment", "agreement=%A&line=1&held=2014-02-02&amount=0.01&what=w&"
                    "supplier=s&number=n" },
    { "deposit", "member=%M&body=%b&held=2014-05-01&what=voluntary&amount=5&"
                 "reference=r&leaf=l%6" },
    { "disbursement", "loan=%L&held=2014-03-04&amount=0.01&way=box&"
                      "reference=r&leaf=l%6&goods=g" },
    { "expense", "rsp=%3&fund=%d&agreement=%A&line=1&held=2014-02-03&"
                 "head=stationery&what=w&component=c&amount=0.01&reference=r&"
                 "leaf=l%6&note=n&payee=p" },
    { "fund", "rsp=%3&code=f%6&title=T&title_ur=u&title_sd=s&class=donor&"
              "programme=p&donor=d&agreement=a&since=2013-01-01&note=n" },
    { "loan", "number=n%6&lender=%b&fund=%f&product=CIF-TRIAL&body=%b&"
              "member=%M&person=%p&purpose=livestock&what=w&asked=5000&"
              "applied=2014-03-01&instalments=10&nominee=N" },
    { "loan_class", "code=z%6&title=T&title_ur=u&title_sd=s&since=2014-01-01&"
                    "grades.0.code=c&grades.0.title=t&grades.0.title_ur=u&"
                    "grades.0.title_sd=s&grades.0.since_days=0&"
                    "grades.0.percent=5&source=s" },
    { "loan_group", "body=%b&code=g%6&name=N&formed=2014-01-01&"
                    "one.0.member=%M" },
    { "loan_product", "code=q%6&title=T&title_ur=u&title_sd=s&"
                      "whose=community&source=fund&method=qard&period=month&"
                      "eligibility=e&origin=o" },
    { "member_opening", "member=%M&body=%b&held=2013-06-01&regular=5" },
    { "mip",
      "household=%h&person=%p&made=2014-02-01&activity=livestock&"
      "what=w&cost=5&wanted=5&risk=r&assets=a&skills=s&own_means=o&asset.0.what=a&income.0.what=i&"
      "income.0.yearly=5&expense.0.what=e&expense.0.yearly=5&"
      "debt.0.whom=d&debt.0.owed=5&line.0.what=l&line.0.amount=5&"
      "helped.0.way=loan&helped.0.what=h" },
    { "need", "number=N%6&body=%b&raised=2014-02-10&title=T&sector=water&"
              "nature=public&who=helped&quantity=2&unit=u&households=9&"
              "band.0.band=b&band.0.households=1&note=n" },
    { "activity_kind", "code=k%6&title=T&title_ur=u&title_sd=s&nature=plants&"
                       "unit=u&source=s" },
    { "nrm", "body=%b&activity=forest_plants&held=2014-02-10&species=S&"
             "variety=v%6&disease=d&quantity=9&women=3&supplier=s&note=n" },
    { "survival", "nrm={nrm}&held=2014-05-10&months=3&alive=8&note=n" },
    { "enterprise", "body=%b&code=e%6&name=N&trade=t&brand=b&"
                    "formed=2014-01-10&artisans.0.person=%p&note=n" },
    { "sale_order", "enterprise={enterprise}&number=o%6&held=2014-03-01&"
                    "buyer=B&item=I&unit=u&quantity=3&price=5&due=2014-05-01&"
                    "why=w&note=n" },
    { "production", "sale_order={sale_order}&held=2014-04-01&"
                    "made.0.person=%p&made.0.quantity=3&note=n" },
    { "quality_check", "sale_order={sale_order}&held=2014-04-02&"
                       "lines.0.passed=3&lines.0.why=w&note=n" },
    { "sale", "enterprise={enterprise}&number=s%6&held=2014-05-01&buyer=B&"
              "item=I&quantity=3&amount=10&margin=1&payouts.0.person=%p&"
              "payouts.0.amount=8&outlays.0.what=other&outlays.0.amount=1&"
              "outlays.0.note=n&reference=r&leaf=l&note=n" },
    { "joint_trade", "body=%b&nature=purchase&held=2014-06-01&item=I&unit=u&"
                     "supplier=S&quantity=2&market_price=6&known_by=market&"
                     "quote=q&agreed_price=5&parts.0.person=%p&"
                     "parts.0.quantity=2&parts.0.amount=10&reference=r&leaf=l&"
                     "note=n" },
    { "school", "body=%b&code=c%6&name=N&pupils=girls&level=primary&"
                "opened=2014-01-10&supported_by=s&note=n" },
    { "enrolment", "school={school}&held=2014-04-10&girls=3&boys=2&note=n" },
    { "literacy", "body=%b&code=l%6&name=N&held=2014-01-10&women=3&"
                  "learners.0.person=%p&note=n" },
    { "health_worker", "person=%p&body=%b&cadre=tba&since=2014-01-10&"
                       "registered=r&note=n" },
    { "health_report", "health_worker={health_worker}&month=2014-05&births=2&"
                       "note=n" },
    { "need_answer", "need=%W&held=2014-03-01&tier=department&"
                     "says=deferred&office=o&why=w" },
    { "need_change", "need=%W&held=2014-03-01&version=2&cost=5&households=9&"
                     "band.0.band=b&band.0.households=1&why=w" },
    { "passkey", "member=%M&body=%b&on_day=2014-03-01&does=given&mark="
                 "00112233445566778899aabbccddeeff"
                 "00112233445566778899aabbccddeeff&why=w" },
    { "pivot", "name=N&list=body&asked=nature%3Dco&note=n" },
    { "need_join", "need=%W&held=2014-03-01&why=w" },
    { "plan", "code=v%6&body=%b&tier=village&since=2014-07-01&"
              "until=2019-06-30&version=1&title=T&note=n" },
    { "plan_item", "plan=%P&need=%W&held=2014-08-01&position=1&who_does=w&"
                   "why=y" },
    { "plan_step", "plan=%P&held=2014-08-01&stage=consulted&before_whom=b&"
                   "note=n" },
    { "ranking", "body=%b&held=2014-06-01&method=meeting&women_present=3&"
                 "men_present=3&option.0.need={need}&option.0.place=1&"
                 "option.1.need=%W&option.1.place=2&"
                 "criterion.0.code=c&criterion.0.title=t&"
                 "criterion.0.weight=100&mark.0.need={need}&"
                 "mark.0.criterion=c&mark.0.mark=9&note=n" },
    { "contrast", "ranking=%F&against=%G&"
                  "held=2014-06-03&pairs=1&swapped=0&row.0.need={need}&"
                  "row.0.here=1&row.0.there=1&row.0.why=unmoved&row.0.text=t&"
                  "row.1.need=%W&row.1.here=2&row.1.there=2&"
                  "row.1.why=unmoved&note=n" },
    { "feasibility", "need={need}&held=2014-06-04&gate=social&result=fail&"
                     "note=n&would_change=w" },
    { "feasible_gate", "code=f%6&sector=water&gate=social&title=T&title_ur=u&"
                       "title_sd=s&since=2014-01-01&source=s" },
    { "portfolio", "body=%b&held=2014-06-05&title=T%6&budget=9&value=5&bound=5&"
                   "worth_by=said&candidate.0.need={need}&"
                   "candidate.0.cost=5&candidate.0.value=5&"
                   "candidate.0.taken_up=1&note=n" },
    { "agency", "code=a%6&name=N&name_ur=u&name_sd=s&nature=district&"
                "place=%1&address=a&answer_days=30&source=s" },
    { "linkage", "body=%b&agency={agency}&office=o&post=p&issue=i%6&"
                 "sector=water&requested=2014-02-01&promised=2014-02-02&"
                 "due=2014-05-01&help=kind&what=w&quantity=5&unit=u&value=5&"
                 "value_basis=market&note=n" },
    { "linkage_step", "linkage={linkage}&held=2014-03-01&stage=answered&"
                      "answer=a&evidence=e" },
    { "joint_committee", "title=T%6&forum=other&place=%1&rsp=%3&"
                         "since=2013-01-01&notified_by=b&notification=n&"
                         "chair=c&seats.0.body=%b&seats.0.post=p" },
    { "joint_meeting", "committee={joint_committee}&held=2014-04-01&venue=v&"
                       "chaired=c&note=n&decisions.0.what=w&"
                       "decisions.0.body=%b&decisions.0.due=2014-06-01" },
    { "joint_step", "joint_meeting={joint_meeting}&number=1&held=2014-05-01&"
                    "state=reminded&note=n" },
    { "disaster", "code=f%6&title=T&title_ur=u&title_sd=s&nature=flood&"
                  "place=%1&since=2014-08-10&package.0.what=food&"
                  "package.0.goods=i&package.0.unit=u&note=n" },
    { "disaster_phase", "disaster={disaster}&held=2014-08-11&phase=relief&"
                        "note=n" },
    { "frozen_roster", "disaster={disaster}&place=%1&held=2014-08-11&part=1&"
                       "households.0.household=%h" },
    { "damage", "disaster={disaster}&household=%h&held=2014-08-11&house=fully&"
                "losses.0.what=crop&losses.0.unit=u&losses.0.value=5&note=n" },
    { "relief_list", "disaster={disaster}&agency={agency}&place=%1&"
                     "held=2014-08-11&what=tent&goods=i&criteria=c&"
                     "approved_by=b&households.0.household=%h" },
    { "relief_given", "disaster={disaster}&household=%h&agency={agency}&"
                      "held=2014-08-11&what=tent&goods=i&quantity=1&unit=u&"
                      "rsp=%3&token=t&note=n" },
    { "scheme_document", "code=d%6&title=T&title_ur=u&title_sd=s" },
    { "environment_question", "code=q%6&title=T&title_ur=u&title_sd=s&"
                              "gives=mitigate" },
    { "scheme_type", "code=t%6&title=T&title_ur=u&title_sd=s&sector=water&"
                     "unit=u&oc4ids=o&source=s" },
    { "scheme", "number=S%6&title=T&type=plain&sub_type=s&body=%b&rsp=%3&"
                "place=%1&held=2014-02-01&unit=u&note=n" },
    { "scheme_step", "scheme=%S&stage=resumed&held=2014-06-01&note=n" },
    { "scheme_paper", "scheme=%S&paper=survey&held=2014-06-01&number=n&"
                      "taken=t&note=n" },
    { "estimate", "scheme={scheme}&held=2014-06-01&version=v%6&note=n&"
                  "line.0.code=1&line.0.item=i&line.0.unit=u&"
                  "line.0.amount=5&line.0.payer=programme" },
    { "scheme_environment", "scheme=%S&held=2014-06-01&note=n&"
                            "answer.0.question=trees&answer.0.how=h" },
    { "scheme_committee", "scheme=%S&part=om&held=2014-06-01&committee=%i&"
                          "note=n" },
    { "measurement", "scheme=%S&held=2014-06-01&page=1&note=n&line.0.code=1&"
                     "line.0.quantity=1&line.0.note=n" },
    { "certificate", "scheme=%S&held=2014-06-01&number=n&note=n&"
                     "work.0.line=1&work.0.done=100" },
    { "scheme_tranche", "scheme=%S&number=2&held=2014-06-07&amount=0.01&"
                        "meeting={meeting}&reference=r&leaf=l%6&note=n" },
    { "contribution", "scheme=%S&held=2014-06-01&nature=material&what=w&"
                      "unit=u&amount=5&reference=r&note=n" },
    { "wage", "scheme=%S&held=2014-06-01&sheet=s&days=1&amount=5&"
              "reference=r&note=n" },
    { "scheme_spending", "scheme=%S&held=2014-06-01&what=w&line=1&supplier=s&"
                         "amount=0.01&reference=r&leaf=l%6&note=n" },
    { "scheme_return", "scheme=%S&held=2014-05-02&amount=0.01&reference=r&"
                       "leaf=l%6&note=n" },
    { "scheme_objection", "scheme={scheme}&held=2014-06-01&says=s" },
    { "scheme_answer", "objection={scheme_objection}&held=2014-06-02&"
                       "answer=a" },
    { "scheme_handover", "scheme=%S&held=2014-06-01&operator=o&note=n" },
    { "om_collection", "scheme=%S&held=2014-06-01&amount=5&on_what=w&note=n" },
    { "scheme_check", "scheme=%S&months=6&held=2014-12-01&works=partly&"
                      "found=f" },
    { "placement", "fund=%d&held=2014-02-04&act=invest&bank=b&number=n&"
                   "amount=0.01&reference=r&note=n" },
    { "provision", "book=%b&held=2014-06-30&regime=SBP-MFB-2006&"
                   "grades.0.code=c&grades.0.amount=0.01&amount=0.01&note=n" },
    { "repayment", "loan=%L&held=2014-05-01&amount=0.01&way=box&reference=r&"
                   "leaf=l%6" },
    { "rescheduling", "loan=%L&held=2014-05-03&instalments=5&"
                      "first_due=2014-06-03&approver=%s&why=w" },
    { "reversal", "reverses=%R&held=2014-06-06&why=w" },
    { "settlement", "member=%M&body=%b&held=2014-12-01&why=left&regular=0.01&"
                    "paid=0.01&reference=r&leaf=l%6&nominee=N" },
    { "sharing", "body=%b&held=2014-06-30&what=profit&amount=5&"
                 "part.0.member=%M&part.0.amount=5&reference=r&leaf=l%6" },
    { "tranche", "fund=%d&held=2014-02-01&amount=5&giver=g&reference=r&"
                 "leaf=l%6&note=n" },
    { "transfer", "giver=%b&taker=%l&held=2014-06-06&nature=grant&"
                  "amount=0.01&reference=r&leaf=l%6&note=n" },
    { "utilisation", "loan=%L&held=2014-04-01&result=used&staff=%s&note=n" },
    { "voucher", "book=%b&held=2014-06-05&number=%6&line.0.debit=stationery&"
                 "line.0.credit=box&line.0.amount=0.01&line.0.says=s&"
                 "leaf=l%6&note=n" },
    { "welfare_gift", "body=%b&held=2014-07-01&what=paid_in&amount=5&why=w&"
                      "reference=r&leaf=l%6" },
    { "withdrawal", "member=%M&body=%b&held=2014-05-02&what=voluntary&"
                    "amount=0.01&reference=r&leaf=l%6" },
    { "writeoff", "loan=%L&held=2014-12-01&approver=%s&why=w" },
    { "weights", NULL }, /* in no form */
};

#define TEXT_(s)                                                               \
    {                                                                          \
        s, sizeof s - 1                                                        \
    }
static const struct hostile {
    struct str text;
    enum { ANY, NEVER } kept; /* NEVER: refused before it reaches a page */
} hostile[] = {
    { TEXT_("<b>\"'&amp;"), ANY },
    { TEXT_("\"><script>alert(1)</script>"), ANY },
    { TEXT_("';--"), ANY },
    { TEXT_("'||(SELECT 1)||'"), ANY },
    { TEXT_("a\r\nSet-Cookie: e=1"), ANY },
    { TEXT_("\xe2\x80\xae"
            "fdp.exe"),
      ANY },                                            /* RLO */
    { TEXT_("\xe2\x81\xa7\xd8\xb3\xd8\xa7"), ANY },     /* RLI, never closed */
    { TEXT_("\xf0\x9f\x8c\xbe\xf0\x9f\x91\xa9"), ANY }, /* wheat, woman */
    { TEXT_("\xf0\xa0\x80\x80"), ANY },                 /* U+20000 */
    { TEXT_("=1+1"), ANY },
    { TEXT_("{a}%s%n"), ANY },
    { TEXT_("\\u003cb\\u003e\\"), ANY },
    { TEXT_("a\0b"), NEVER },
    { TEXT_("\xc0\xbc"), NEVER }, /* '<', overlong */
    { TEXT_("\xe0\x80\xbc"
            "b"),
      NEVER },
    { TEXT_("\xed\xa0\x80"), NEVER },     /* half a surrogate pair */
    { TEXT_("\xf4\x90\x80\x80"), NEVER }, /* beyond U+10FFFF */
    { TEXT_("a\x1b[2J"), NEVER },
    { TEXT_("a\x7f"), NEVER },
};

struct trial {
    struct browser b;
    struct id entry, body, household, person, other, unit, staff;
    struct id survey, score, product, activist, above, account;
    struct id registration, resolution, complaint, safeguard;
    struct id award, house, policy, insured, trainee, committee;
    struct id bylaw, election, nomination, leaf_book;
    struct id member, fund, donor_fund, agreement, loan, deposit;
    struct id need, plan, ranking[2], scheme;
    struct {
        const struct kind *kind;
        struct id id;
    } made[60]; /* for {kind} */
    size_t mades;
    const struct kind *kind;
    char field[80]; /* as forms name it: "codes.0.code" */
    struct str text;
    int kept; /* of this field */
    int serial;
};

/* ---- the form -----------------------------------------------------------*/

static struct id newcomer(struct trial *t)
{
    return draft(&t->b.site, "person",
                 with(&t->b.site,
                      "{\"household\":\"%1\",\"name\":\"N\",\"sex\":"
                      "\"women\"}",
                      t->household, ID_NONE, ID_NONE));
}

static struct id put(struct trial *t, const char *kind);

/* One of that kind, made of its row when it is first asked for. */
static struct id one_of(struct trial *t, struct str name)
{
    const struct kind *k = kind_find(name), *now = t->kind;
    struct str text = t->text;
    char field[sizeof t->field];
    struct id id;

    MUST(k);
    for (size_t i = 0; i < t->mades; i++)
        if (t->made[i].kind == k)
            return t->made[i].id;
    memcpy(field, t->field, sizeof field);
    t->field[0] = 0;
    id = put(t, k->name);
    MUST(t->mades < LEN(t->made));
    t->made[t->mades].kind = k;
    t->made[t->mades++].id = id;
    t->kind = now;
    t->text = text;
    memcpy(t->field, field, sizeof field);
    return id;
}

static void filled(struct trial *t, struct buf *out, struct str value)
{
    for (size_t i = 0; i < value.n; i++) {
        char c = i + 1 < value.n && value.p[i] == '%' ? value.p[i + 1] : 0;
        struct str named = str_from(value, i + 1);

        if (value.p[i] == '{' && named.n && *named.p >= 'a') {
            named = str_cut(&named, '}');
            id_put(out, one_of(t, named));
            i += named.n + 1;
            continue;
        }
        if (!c) {
            buf_char(out, value.p[i]);
            continue;
        }
        i++;
        if (c == '5')
            hash_put(out, (struct hash){ { (uint8_t)(t->serial >> 8),
                                           (uint8_t)t->serial, 7 } });
        else if (c == '6')
            buf_int(out, t->serial);
        else
            id_put(out, c == '1' ? id_named(S("place"), S("pk723")) :
                        c == '2' ? id_named(S("place"), S("sindh")) :
                        c == '3' ? id_named(S("rsp"), S("SRSO")) :
                        c == 'b' ? t->body :
                        c == 'h' ? t->household :
                        c == 'p' ? t->person :
                        c == 'o' ? t->other :
                        c == 'v' ? t->survey :
                        c == 'c' ? t->score :
                        c == 'q' ? t->product :
                        c == 'a' ? t->activist :
                        c == 'l' ? t->above :
                        c == 'k' ? t->account :
                        c == 'g' ? t->registration :
                        c == 'r' ? t->resolution :
                        c == 'y' ? t->bylaw :
                        c == 'e' ? t->election :
                        c == 'n' ? t->nomination :
                        c == 'j' ? t->leaf_book :
                        c == 'N' ? newcomer(t) :
                        c == 'w' ? t->award :
                        c == 'm' ? t->house :
                        c == 'x' ? t->policy :
                        c == 'z' ? t->insured :
                        c == 't' ? t->trainee :
                        c == 'i' ? t->committee :
                        c == 'M' ? t->member :
                        c == 'f' ? t->fund :
                        c == 'd' ? t->donor_fund :
                        c == 'A' ? t->agreement :
                        c == 'L' ? t->loan :
                        c == 'R' ? t->deposit :
                        c == 'W' ? t->need :
                        c == 'P' ? t->plan :
                        c == 'S' ? t->scheme :
                        c == 'F' ? t->ranking[0] :
                        c == 'G' ? t->ranking[1] :
                        c == '7' ? t->complaint :
                        c == '8' ? t->safeguard :
                        c == 'u' ? t->unit :
                        c == 's' ? t->staff :
                                   t->entry);
    }
}

/* The kind's form with the hostile text in the field of the trial. */
static const char *form_of(struct trial *t)
{
    struct buf out = buf_start(&t->b.site.arena);
    struct str rest = S("");

    for (size_t i = 0; i < LEN(base); i++)
        if (!strcmp(base[i].kind, t->kind->name))
            rest = str_of(base[i].form);
    while (rest.n) {
        struct str value = str_cut(&rest, '&'), name = str_cut(&value, '=');

        if (str_same(name, str_of(t->field)))
            continue;
        buf_add(&out, name);
        buf_char(&out, '=');
        filled(t, &out, value);
        buf_char(&out, '&');
    }
    buf_fmt(&out, "%s=", t->field);
    for (size_t i = 0; i < t->text.n; i++) {
        buf_char(&out, '%');
        buf_hex(&out, t->text.p + i, 1);
    }
    return arena_z(&t->b.site.arena, buf_str(&out));
}

/* ---- what comes back ----------------------------------------------------*/

/* As markup must show it: escaped, and without the signs that turn text. */
static struct str shown(struct trial *t)
{
    struct buf b = buf_start(&t->b.site.arena);
    static const char *const as[] = { "&&amp;", "<&lt;", ">&gt;", "\"&quot;",
                                      "'&#39;" };

    for (size_t i = 0; i < t->text.n; i++) {
        struct str rest = str_from(t->text, i);
        const char *to = NULL;

        if (str_starts(rest, S("\xe2\x80\xae")) ||
            str_starts(rest, S("\xe2\x81\xa7"))) {
            i += 2;
            continue;
        }
        for (size_t k = 0; k < LEN(as); k++)
            if (as[k][0] == t->text.p[i])
                to = as[k] + 1;
        if (to)
            buf_z(&b, to);
        else
            buf_char(&b, t->text.p[i]);
    }
    return buf_str(&b);
}

static bool says(const struct trial *t, struct str what)
{
    return memmem(t->b.answer.body.p, t->b.answer.body.n, what.p, what.n);
}

static void failed(const struct trial *t, const char *where)
{
    printf("# %s.%s %s: %d\n", t->kind->name, t->field, where,
           t->b.answer.status);
    tap_quote("text", t->text);
}

/* No byte of it is markup, a header, or a sign that turns what follows. */
static void harmless(struct trial *t, const char *where)
{
    bool good = CHECK(t->b.answer.status < 500) &&
                CHECK(!has(&t->b, "<script>alert")) &&
                CHECK(!has(&t->b, "<b>\"'")) &&
                CHECK(!has(&t->b, "\xe2\x80\xae")) &&
                CHECK(!has(&t->b, "\xe2\x81\xa7")) &&
                CHECK(!answer_header(&t->b, "Set-Cookie").n);

    if (!good)
        failed(t, where);
}

/* Some text of the answer is the text, byte for byte. */
static bool json_says(struct trial *t)
{
    size_t at;
    const struct json *j = json_read(str_trim(t->b.answer.body), &t->b.arena,
                                     &at);

    for (uint32_t i = 0; j && i < j->skip; i++)
        if (j[i].type == JSON_TEXT &&
            str_same(json_text(&j[i], &t->b.arena), t->text))
            return true;
    return false;
}

static void kept(struct trial *t, struct str location)
{
    char id[40], at[600];
    struct buf said = buf_start(&t->b.site.arena);
    const struct field *f = kind_field(t->kind, str_of(t->field));
    unsigned sealed = f ? f->flags & (FIELD_SEALED | FIELD_SECRET) : 0;

    t->kept++;
    snprintf(id, sizeof id, "%.32s", location.p + strlen("/entry/"));
    snprintf(at, sizeof at, "/entry/%s", id);
    CHECK_INT(get(&t->b, at), 200);
    harmless(t, "on its page");
    if (sealed & FIELD_SECRET) {
        if (!CHECK(!says(t, shown(t))))
            failed(t, "told");
        return;
    }
    if (!CHECK(says(t, shown(t))))
        failed(t, "on its page");
    if (sealed)
        return; /* no entry and no list has it */
    CHECK_INT(get_json(&t->b, at), 200);
    if (!CHECK(json_says(t)))
        failed(t, "in its JSON");
    snprintf(at, sizeof at, "/edit/%s/%s", t->kind->name, id);
    if (strcmp(t->kind->name, "fix") != 0) {
        get(&t->b, at);
        harmless(t, "in its form");
    }
    if (strchr(t->field, '.'))
        return;
    for (size_t i = 0; i < t->text.n; i++) {
        buf_char(&said, '%');
        buf_hex(&said, t->text.p + i, 1);
    }
    snprintf(at, sizeof at, "/list/%s?f.%s=%s", t->kind->name, t->field,
             arena_z(&t->b.site.arena, buf_str(&said)));
    if (get(&t->b, at) == 400)
        return; /* lines do not stand in an address */
    CHECK_INT(t->b.answer.status, 200);
    harmless(t, "in its list");
    if (!CHECK(!has(&t->b, "<tbody></tbody>")))
        failed(t, "in its list");
    CHECK_INT(get_json(&t->b, at), 200);
    if (!CHECK(json_says(t)))
        failed(t, "in the list's JSON");
}

static void tried(struct trial *t, const struct hostile *h)
{
    char at[64];
    int status;

    t->text = h->text;
    t->serial++;
    snprintf(at, sizeof at, "/new/%s", t->kind->name);
    status = send_form(&t->b, at, form_of(t));
    harmless(t, "as sent");
    if (status == 200) { /* is it somebody known? */
        struct buf again = buf_start(&t->b.site.arena);

        CHECK(says(t, shown(t)) && has(&t->b, "name=\"_twins\""));
        buf_fmt(&again, "%s&_twins=seen", form_of(t));
        status = send_form(&t->b, at,
                           arena_z(&t->b.site.arena, buf_str(&again)));
        harmless(t, "as sent again");
    }
    if (h->kept == NEVER) {
        if (!CHECK_INT(status, 400))
            failed(t, "as sent");
    } else if (status == 303) {
        kept(t, arena_str(&t->b.site.arena, answer_header(&t->b, "Location")));
    } else if (!CHECK_INT(status, 422) || !CHECK(has(&t->b, " stop\"")) ||
               !CHECK(says(t, shown(t)))) {
        failed(t, "as refused");
    }
}

/* ---- every field --------------------------------------------------------*/

/* Fields whose rule takes none of these texts. */
static const char *const strict[] = {
    "access.login",
    "agreement.currency",
    "commitment.line",
    "complaint.phone",
    "dialogue.stage",
    "expense.line",
    "logframe.milestones.0.code",
    "office.natures",
    "oversight.record",
    "person.cnic",
    "person.phone",
    "pivot.list",
    "publication.format",
    "questionnaire.questions.0.code",
    "questionnaire.questions.0.asked_when",
    "questionnaire.questions.0.per",
    "questionnaire.questions.0.at_most",
    "questionnaire.choices.0.question",
    "scheme_document.code",
    "yardstick.dimensions.0.code",
    "yardstick.indicators.0.dimension",
};

static void field_tried(struct trial *t)
{
    char full[160];
    bool takes = true;

    t->kept = 0;
    for (size_t i = 0; i < LEN(hostile); i++)
        tried(t, &hostile[i]);
    snprintf(full, sizeof full, "%s.%s", t->kind->name, t->field);
    for (size_t i = 0; i < LEN(strict); i++)
        takes &= strcmp(full, strict[i]) != 0;
    if (!CHECK_INT(t->kept > 0, takes))
        printf("# %s kept %d\n", full, t->kept);
}

static void fields_tried(struct trial *t, const struct field *f, int n,
                         const char *rows)
{
    for (int i = 0; i < n; i++) {
        if (f[i].type == FIELD_ROWS)
            fields_tried(t, f[i].child, f[i].children, f[i].name);
        if (f[i].type != FIELD_TEXT)
            continue;
        if (rows)
            snprintf(t->field, sizeof t->field, "%.30s.0.%.30s", rows,
                     f[i].name);
        else
            snprintf(t->field, sizeof t->field, "%.60s", f[i].name);
        field_tried(t);
    }
}

/* Not even for who may do everything. */
static void no_form(struct trial *t)
{
    char at[64];

    snprintf(at, sizeof at, "/new/%s", t->kind->name);
    CHECK_INT(get(&t->b, at), 404);
    CHECK_INT(send_form(&t->b, at, "card=" CARD "&authority=a&points={}"), 404);
}

static struct id first_card(struct trial *t)
{
    struct site *s = &t->b.site;
    struct buf b = buf_start(&s->arena);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, t->body);
    buf_z(&b, "\",\"held\":\"2014-06-06\",\"household\":\"%2\",\"members\":"
              "[{\"person\":\"%3\"}],\"number\":\"n\",\"policy\":\"%1\","
              "\"rsp\":\"");
    id_put(&b, id_named(S("rsp"), S("SRSO")));
    buf_z(&b, "\"}");
    return draft(s, "insured",
                 with(s, arena_z(&s->arena, buf_str(&b)), t->policy,
                      t->household, t->person));
}

static struct id put(struct trial *t, const char *kind)
{
    struct site *s = &t->b.site;
    struct draft d = { .kind = str_of(kind), .author = S("admin") };
    const struct kind *k = kind_find(d.kind);
    void *record = arena_take(&s->arena, k->bytes);
    struct str form;

    t->kind = k;
    t->text = S("");
    form = str_of(form_of(t));
    record_blank(k->field, k->fields, record);
    while (form.n) {
        struct str value = str_cut(&form, '&'), name = str_cut(&value, '=');
        const struct field *f = kind_field(k, name);

        if (f)
            MUST(field_parse(f, value, &s->arena, record));
    }
    return draft(s, kind,
                 arena_z(&s->arena, record_body(k, record, &s->arena)));
}

/* A member with savings, a loan of hers, a donor's money with its budget. */
static void money_start(struct trial *t)
{
    struct site *s = &t->b.site;
    struct id rsp = id_named(S("rsp"), S("SRSO"));

    t->member = put(t, "member");
    t->donor_fund = put(t, "fund");
    t->fund = draft(s, "fund",
                    with(s,
                         "{\"body\":\"%1\",\"class\":\"community\",\"code\":"
                         "\"CIF\",\"since\":\"2013-06-01\",\"title\":\"CIF\"}",
                         t->body, ID_NONE, ID_NONE));
    t->agreement = draft(
        s, "agreement",
        with(s,
             "{\"amount\":100000,\"currency\":\"PKR\",\"donor\":\"d\","
             "\"fund\":\"%1\",\"line\":[{\"amount\":100000,\"code\":\"1\","
             "\"title\":\"t\"}],\"number\":\"1\",\"rsp\":\"%2\",\"since\":"
             "\"2014-01-01\",\"title\":\"T\",\"until\":\"2014-12-31\"}",
             t->donor_fund, rsp, ID_NONE));
    draft(s, "tranche",
          with(s,
               "{\"agreement\":\"%1\",\"amount\":100000,\"held\":"
               "\"2014-01-02\"}",
               t->agreement, ID_NONE, ID_NONE));
    draft(s, "member_opening",
          with(s,
               "{\"body\":\"%1\",\"held\":\"2013-06-01\",\"member\":\"%2\","
               "\"regular\":900000,\"voluntary\":900000}",
               t->body, t->member, ID_NONE));
    draft(s, "capital",
          with(s,
               "{\"amount\":9000000,\"fund\":\"%1\",\"held\":"
               "\"2014-01-01\",\"reference\":\"r\",\"way\":\"box\"}",
               t->fund, ID_NONE, ID_NONE));
    draft(s, "loan_product",
          "{\"code\":\"CIF-TRIAL\",\"method\":\"qard\",\"period\":\"month\","
          "\"source\":\"fund\",\"title\":\"T\",\"whose\":\"community\"}");
    t->loan = put(t, "loan");
    draft(s, "approval",
          with(s,
               "{\"body\":\"%1\",\"held\":\"2014-03-01\",\"loan\":\"%2\","
               "\"says\":\"yes\"}",
               t->body, t->loan, ID_NONE));
    t->deposit = put(t, "deposit");
    t->need = put(t, "need");
    t->plan = put(t, "plan");
    for (int i = 0; i < 2; i++)
        t->ranking[i] =
            draft(s, "ranking",
                  with(s,
                       "{\"body\":\"%1\",\"held\":\"2014-06-01\","
                       "\"men_present\":3,\"method\":\"meeting\",\"option\":"
                       "[{\"need\":\"%2\",\"place\":1},{\"need\":\"%3\","
                       "\"place\":2}],\"women_present\":3}",
                       t->body, one_of(t, S("need")), t->need));
}

/* A scheme whose type asks for no papers, built to its end: nothing but the text
 * decides whether a form about it is kept. */
static void scheme_start(struct trial *t)
{
    static const char *const step[] = { "appraised", "surveyed", "designed",
                                        "submitted", "approved", "terms" };
    struct site *s = &t->b.site;
    struct id none = ID_NONE;

    draft(s, "scheme_type",
          "{\"code\":\"plain\",\"sector\":\"water\",\"title\":\"Plain\"}");
    t->scheme = put(t, "scheme");
    t->serial++;
    for (size_t i = 0; i < LEN(step); i++) {
        struct buf b = buf_start(&s->arena);

        buf_fmt(&b,
                "{\"held\":\"2014-03-01\",\"scheme\":\"%%1\",\"stage\":"
                "\"%s\"}",
                step[i]);
        draft(s, "scheme_step",
              with(s, arena_z(&s->arena, buf_str(&b)), t->scheme, none, none));
    }
    draft(s, "estimate",
          with(s,
               "{\"held\":\"2014-03-01\",\"line\":[{\"amount\":10000000,"
               "\"code\":\"1\",\"item\":\"i\",\"payer\":\"programme\"}],"
               "\"scheme\":\"%1\"}",
               t->scheme, none, none));
    draft(s, "scheme_tranche",
          with(s,
               "{\"amount\":1000000,\"held\":\"2014-03-05\",\"number\":1,"
               "\"scheme\":\"%1\"}",
               t->scheme, none, none));
    draft(s, "certificate",
          with(s,
               "{\"completion\":true,\"held\":\"2014-04-05\",\"scheme\":"
               "\"%1\",\"work\":[{\"done\":10000,\"line\":\"1\"}]}",
               t->scheme, none, none));
    draft(s, "scheme_step",
          with(s,
               "{\"held\":\"2014-04-06\",\"scheme\":\"%1\",\"stage\":"
               "\"completed\"}",
               t->scheme, none, none));
}

/* Somebody who may do everything, by a role of our own. */
static void all_rights(struct site *s)
{
    struct str rest = S(RIGHT_CHOICES);
    struct buf b = buf_start(&s->arena);
    const char *comma = "";

    buf_z(&b, "{\"code\":\"all\",\"name\":\"All\",\"rights\":[");
    while (rest.n) {
        buf_fmt(&b, "%s{\"may\":", comma);
        buf_json(&b, str_cut(&rest, '|'));
        buf_char(&b, '}');
        comma = ",";
    }
    buf_z(&b, "]}");
    draft(s, "role", arena_z(&s->arena, buf_str(&b)));
}

static void trial_start(struct trial *t, struct db *db)
{
    browser_start(&t->b, db);
    all_rights(&t->b.site);
    draft(&t->b.site, "access",
          "{\"login\":\"keeper\",\"role\":\"all\",\"since\":\"2014-01-01\"}");
    t->entry = draft(&t->b.site, "alias",
                     with(&t->b.site, "{\"name\":\"Old\",\"place\":\"%1\"}",
                          id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    draft(&t->b.site, "questionnaire",
          "{\"about\":\"place\",\"access\":\"open\",\"code\":\"TRIAL-1\","
          "\"purpose\":\"form\",\"title\":\"T\",\"questions\":[{\"code\":"
          "\"a\",\"text\":\"t\",\"type\":\"text\"}]}");
    t->body = put(t, "body");
    t->household = put(t, "household");
    t->person = put(t, "person");
    t->serial++;
    t->other = put(t, "person");
    t->unit = put(t, "unit");
    t->staff = put(t, "staff");
    t->survey = put(t, "survey");
    t->score = put(t, "score");
    t->product = put(t, "product");
    t->activist = put(t, "activist");
    t->serial++;
    t->above = put(t, "body");
    t->account = put(t, "account");
    t->registration = put(t, "registration");
    t->resolution = put(t, "resolution");
    t->committee = put(t, "committee");
    t->award = put(t, "award");
    t->house = put(t, "house");
    t->policy = put(t, "policy");
    t->insured = first_card(t);
    t->trainee = put(t, "trainee");
    t->complaint = put(t, "complaint");
    t->safeguard = put(t, "safeguard");
    t->bylaw = put(t, "bylaw");
    t->election = put(t, "election");
    t->nomination = put(t, "nomination");
    t->leaf_book = put(t, "leaf_book");
    money_start(t);
    scheme_start(t);
}

SITE(hostile_text_in_every_field_of_every_record)
{
    static const char *const after[] = {
        "/",          "/outreach",     "/list",     "/list/filing",
        "/marked",    "/place/pk723",  "/import",   "/new/filing",
        "/new/place", "/new/target",   "/users",    "/devices",
        "/waiting",   "/list/project", "/list/rsp", "/outreach?lang=ur",
        "/naming",    "/reports",      "/help/rsp", "/list/indicator?lang=sd",
        "/consents",  "/selections",   "/twins",    "/questionnaires",
        "/work",      "/check",        "/reveals",  "/left-out?place=pk723",
    };
    struct trial t = { .kept = 0 };

    trial_start(&t, db);
    CHECK_INT(LEN(base), kind_count);
    for (int i = 0; i < kind_count; i++) {
        t.kind = kind_index[i];
        if (db_is_far(db) && i % 4) /* the same forms; it keeps them slower */
            continue;
        browser_login(&t.b, "keeper");
        if (t.kind->hushed)
            no_form(&t);
        else
            fields_tried(&t, t.kind->field, t.kind->fields, NULL);
        arena_free(&t.b.site.arena);
    }
    t.kind = kind_index[0];
    for (size_t i = 0; i < LEN(after); i++) {
        CHECK_INT(get(&t.b, after[i]), 200);
        harmless(&t, after[i]);
    }
    browser_end(&t.b);
}

/* A text one byte longer than its field is refused in words, and what was
 * typed is still there. */
SITE(a_text_too_long_is_refused)
{
    struct trial t = { .kept = 0 };
    char text[502];

    trial_start(&t, db);
    browser_login(&t.b, "keeper");
    t.kind = kind_find(S("alias"));
    snprintf(t.field, sizeof t.field, "name");
    memset(text, 'x', sizeof text);
    t.text = (struct str){ text, 121 };
    CHECK_INT(send_form(&t.b, "/new/alias", form_of(&t)), 422);
    CHECK(has(&t.b, "said stop"));
    CHECK(says(&t, t.text));
    t.text.n = 120;
    CHECK_INT(send_form(&t.b, "/new/alias", form_of(&t)), 303);
    browser_end(&t.b);
}

/* A code that is taken: what stands there is not what was typed, and the form
 * says so. */
SITE(a_code_that_is_taken_is_not_kept_again)
{
    static const char *const first = "code=P1&name=P&nature=donor&donor=D&"
                                     "since=2014&rsp=";
    struct trial t = { .kept = 0 };
    struct str there;
    char form[300];
    struct buf b;

    trial_start(&t, db);
    browser_login(&t.b, "keeper");
    b = buf_start(&t.b.site.arena);
    buf_z(&b, first);
    id_put(&b, id_named(S("rsp"), S("SRSO")));
    snprintf(form, sizeof form, "%s", arena_z(&t.b.site.arena, buf_str(&b)));
    CHECK_INT(send_form(&t.b, "/new/project", form), 303);
    there = arena_str(&t.b.site.arena, answer_header(&t.b, "Location"));
    CHECK_INT(send_form(&t.b, "/new/project", form), 303);
    CHECK_STR(answer_header(&t.b, "Location"), there);
    form[strlen("code=P1&name=")] = 'Q';
    CHECK_INT(send_form(&t.b, "/new/project", form), 409);
    CHECK(has(&t.b, "value=\"Q\""));
    there.n = strlen("/entry/") + 32;
    CHECK(says(&t, there));
    CHECK(has(&t.b, "was not kept"));
    browser_end(&t.b);
}
