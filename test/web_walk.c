/* web_walk - every page there is: by every role, as JSON, and with ids and
 * names that somebody made up. A page without a row here fails. */
#include "rights_site.h"

/* ---- what is known of each page -----------------------------------------*/

/* In paths, {filing}, {body} and so on stand for ids. Rights are said here once
 * more, so that who widens a page has to say it twice. */
struct row {
    const char *name;
    enum right right;
    const char *good;    /* a path that leads to something */
    int status;          /* of it, for who may; a form is sent empty */
    int outside;         /* the same for nobody, where it is open to all */
    const char *made_up; /* one that leads to nothing: 404. NULL: none */
    enum right also;     /* for what the path names, besides the page's own */
    int without;         /* who has not that one gets this */
};

#define NOT "00112233445566778899aabbccddeeff"
static const struct row row[] = {
    { "access_end", RIGHT_ADMIN, "/access/{access}/end", 422, 0,
      "/access/" NOT "/end", RIGHT_NONE, 0 },
    { "answer", RIGHT_KEEP, "/answer/SPS-PAK-2009-002?household={household}",
      200, 0, "/answer/NONE?household={household}", RIGHT_NONE, 0 },
    /* about nobody */
    { "answer_go", RIGHT_KEEP, "/answer/SPS-PAK-2009-002", 404, 0,
      "/answer/NONE", RIGHT_NONE, 0 },
    { "answered", RIGHT_REGISTER, "/answered/{score}", 200, 0, "/answered/" NOT,
      RIGHT_NONE, 0 },
    { "app", RIGHT_NONE, "/app/saath.css", 200, 200, "/app/passwords.css",
      RIGHT_NONE, 0 },
    { "phone", RIGHT_NONE, "/app/", 200, 200, NULL, RIGHT_NONE, 0 },
    { "assess", RIGHT_CHECK, "/assess/{body}", 200, 0, "/assess/" NOT,
      RIGHT_NONE, 0 },
    { "assess_go", RIGHT_CHECK, "/assess/{body}", 422, 0, "/assess/" NOT,
      RIGHT_NONE, 0 },
    { "assessment", RIGHT_REGISTER, "/assessment/{assessment}", 200, 0,
      "/assessment/" NOT, RIGHT_NONE, 0 },
    { "agreement", RIGHT_REGISTER, "/agreement/{agreement}", 200, 0,
      "/agreement/" NOT, RIGHT_NONE, 0 },
    { "endowment", RIGHT_REGISTER, "/endowment", 200, 0, NULL, RIGHT_NONE, 0 },
    { "exchange", RIGHT_NONE, "/exchange", 200, 200, NULL, RIGHT_NONE, 0 },
    { "expense_new", RIGHT_BOOK, "/expense/new?agreement={agreement}", 200, 0,
      NULL, RIGHT_NONE, 0 },
    { "expense_new_go", RIGHT_BOOK, "/expense/new", 422, 0, NULL, RIGHT_NONE,
      0 },
    { "funds", RIGHT_REGISTER, "/funds", 200, 0, NULL, RIGHT_NONE, 0 },
    { "peers", RIGHT_ADMIN, "/peers", 200, 0, NULL, RIGHT_NONE, 0 },
    { "phones", RIGHT_ADMIN, "/phones", 200, 0, NULL, RIGHT_NONE, 0 },
    { "phones_code", RIGHT_ADMIN, "/phones/code", 200, 0, NULL, RIGHT_NONE, 0 },
    /* a device, but no phone that asks */
    { "phones_accept", RIGHT_ADMIN, "/phones/{device}/accept", 404, 0,
      "/phones/" NOT "/accept", RIGHT_NONE, 0 },
    { "phones_refuse", RIGHT_ADMIN, "/phones/{device}/refuse", 404, 0,
      "/phones/" NOT "/refuse", RIGHT_NONE, 0 },
    /* nothing that a phone has signed */
    { "app_enrol", RIGHT_NONE, "/app/enrol", 400, 400, NULL, RIGHT_NONE, 0 },
    { "app_file", RIGHT_NONE, "/app/file", 400, 400, NULL, RIGHT_NONE, 0 },
    { "app_pack", RIGHT_NONE, "/app/pack", 400, 400, NULL, RIGHT_NONE, 0 },
    { "app_person", RIGHT_NONE, "/app/person", 400, 400, NULL, RIGHT_NONE, 0 },
    { "app_send", RIGHT_NONE, "/app/send", 400, 400, NULL, RIGHT_NONE, 0 },
    { "transfer_new", RIGHT_KEEP, "/transfer/new?giver={body}", 200, 0, NULL,
      RIGHT_NONE, 0 },
    { "transfer_new_go", RIGHT_KEEP, "/transfer/new", 422, 0, NULL, RIGHT_NONE,
      0 },
    { "beneficiaries", RIGHT_NAMES, "/beneficiaries?place=pk723", 200, 0,
      "/beneficiaries?place=nowhere", RIGHT_NONE, 0 },
    { "book_balance", RIGHT_REGISTER, "/books/{body}/balance", 200, 0,
      "/books/" NOT "/balance", RIGHT_NONE, 0 },
    { "book_bank", RIGHT_REGISTER, "/books/{body}/bank", 200, 0,
      "/books/" NOT "/bank", RIGHT_NONE, 0 },
    { "book_cash", RIGHT_REGISTER, "/books/{body}/cash", 200, 0,
      "/books/" NOT "/cash", RIGHT_NONE, 0 },
    { "book_count", RIGHT_REGISTER, "/books/{body}/count", 200, 0,
      "/books/" NOT "/count", RIGHT_NONE, 0 },
    { "book_home", RIGHT_REGISTER, "/books/{body}", 200, 0, "/books/" NOT,
      RIGHT_NONE, 0 },
    { "book_ledger", RIGHT_REGISTER, "/books/{body}/ledger", 200, 0,
      "/books/" NOT "/ledger", RIGHT_NONE, 0 },
    { "book_list", RIGHT_REGISTER, "/books", 200, 0, NULL, RIGHT_NONE, 0 },
    { "book_month", RIGHT_REGISTER, "/books/{body}/month", 200, 0,
      "/books/" NOT "/month", RIGHT_NONE, 0 },
    { "book_month_go", RIGHT_KEEP, "/books/{body}/month", 422, 0,
      "/books/" NOT "/month", RIGHT_NONE, 0 },
    { "book_opening", RIGHT_REGISTER, "/books/{body}/opening", 200, 0,
      "/books/" NOT "/opening", RIGHT_NONE, 0 },
    { "book_receipts", RIGHT_REGISTER, "/books/{body}/receipts", 200, 0,
      "/books/" NOT "/receipts", RIGHT_NONE, 0 },
    { "book_trial", RIGHT_REGISTER, "/books/{body}/trial", 200, 0,
      "/books/" NOT "/trial", RIGHT_NONE, 0 },
    { "book_voucher", RIGHT_KEEP, "/books/{body}/voucher", 200, 0,
      "/books/" NOT "/voucher", RIGHT_NONE, 0 },
    { "book_voucher_go", RIGHT_KEEP, "/books/{body}/voucher", 422, 0,
      "/books/" NOT "/voucher", RIGHT_NONE, 0 },
    { "book_vouchers", RIGHT_REGISTER, "/books/{body}/vouchers", 200, 0,
      "/books/" NOT "/vouchers", RIGHT_NONE, 0 },
    { "hand", RIGHT_REGISTER, "/hand", 200, 0, NULL, RIGHT_NONE, 0 },
    { "leaves", RIGHT_REGISTER, "/leaves", 200, 0, NULL, RIGHT_NONE, 0 },
    { "leaves_of", RIGHT_REGISTER, "/leaves/{leaf_book}", 200, 0,
      "/leaves/" NOT, RIGHT_NONE, 0 },
    { "passbook", RIGHT_REGISTER, "/passbook/{member}", 200, 0,
      "/passbook/" NOT, RIGHT_NONE, 0 },
    { "passkey", RIGHT_KEEP, "/passkey/{member}", 200, 0, "/passkey/" NOT,
      RIGHT_NONE, 0 },
    { "passkey_go", RIGHT_KEEP, "/passkey/{member}", 422, 0, "/passkey/" NOT,
      RIGHT_NONE, 0 },
    { "passkey_code", RIGHT_KEEP, "/passkey/{member}/code", 422, 0,
      "/passkey/" NOT "/code", RIGHT_NONE, 0 },
    /* whether a code is anybody's is told to nobody */
    { "mine", RIGHT_NONE, "/mine/" NOT, 200, 200, "/mine/x", RIGHT_NONE, 0 },
    { "mine_go", RIGHT_NONE, "/mine/" NOT, 401, 401, "/mine/x", RIGHT_NONE, 0 },
    { "mine_telling", RIGHT_NONE, "/mine/" NOT "/complaint", 200, 200,
      "/mine/x/complaint", RIGHT_NONE, 0 },
    /* nothing was chosen */
    { "mine_complain", RIGHT_NONE, "/mine/" NOT "/complaint", 422, 422,
      "/mine/x/complaint", RIGHT_NONE, 0 },
    { "passbook_paper", RIGHT_REGISTER, "/passbook/{member}/passbook.pdf", 200,
      0, "/passbook/" NOT "/passbook.pdf", RIGHT_NONE, 0 },
    { "passbook_picture", RIGHT_REGISTER, "/passbook/{member}/passbook.png",
      200, 0, "/passbook/" NOT "/passbook.png", RIGHT_NONE, 0 },
    { "savings_all", RIGHT_REGISTER, "/savings", 200, 0, NULL, RIGHT_NONE, 0 },
    { "savings", RIGHT_REGISTER, "/savings/{body}", 200, 0, "/savings/" NOT,
      RIGHT_NONE, 0 },
    { "settle", RIGHT_KEEP, "/settle/{member}", 200, 0, "/settle/" NOT,
      RIGHT_NONE, 0 },
    { "settle_go", RIGHT_KEEP, "/settle/{member}", 422, 0, "/settle/" NOT,
      RIGHT_NONE, 0 },
    { "share", RIGHT_KEEP, "/share/{body}", 200, 0, "/share/" NOT, RIGHT_NONE,
      0 },
    { "share_go", RIGHT_KEEP, "/share/{body}", 422, 0, "/share/" NOT,
      RIGHT_NONE, 0 },
    { "linkages", RIGHT_REGISTER, "/linkages", 200, 0, NULL, RIGHT_NONE, 0 },
    { "linkage", RIGHT_REGISTER, "/linkage/{linkage}", 200, 0, "/linkage/" NOT,
      RIGHT_NONE, 0 },
    { "linkage_go", RIGHT_KEEP, "/linkage/{linkage}", 422, 0, "/linkage/" NOT,
      RIGHT_NONE, 0 },
    { "linkage_letter", RIGHT_REGISTER, "/linkage/{linkage}/reminder.pdf", 200,
      0, "/linkage/" NOT "/reminder.pdf", RIGHT_NONE, 0 },
    { "jdc", RIGHT_REGISTER, "/jdc", 200, 0, NULL, RIGHT_NONE, 0 },
    { "jdc_one", RIGHT_REGISTER, "/jdc/{joint_committee}", 200, 0, "/jdc/" NOT,
      RIGHT_NONE, 0 },
    { "relief", RIGHT_REGISTER, "/relief", 200, 0, NULL, RIGHT_NONE, 0 },
    { "relief_one", RIGHT_REGISTER, "/relief/{disaster}", 200, 0,
      "/relief/" NOT, RIGHT_NONE, 0 },
    { "relief_find", RIGHT_REGISTER, "/relief/{disaster}/find?q=H", 200, 0,
      "/relief/" NOT "/find", RIGHT_NONE, 0 },
    { "relief_damage", RIGHT_REGISTER, "/relief/{disaster}/damage/{household}",
      200, 0, "/relief/{disaster}/damage/" NOT, RIGHT_KEEP, 403 },
    { "relief_damage_go", RIGHT_REGISTER,
      "/relief/{disaster}/damage/{household}", 422, 0,
      "/relief/{disaster}/damage/" NOT, RIGHT_KEEP, 403 },
    { "relief_give", RIGHT_REGISTER, "/relief/{disaster}/give/{household}", 200,
      0, "/relief/{disaster}/give/" NOT, RIGHT_KEEP, 403 },
    { "relief_give_go", RIGHT_REGISTER, "/relief/{disaster}/give/{household}",
      422, 0, "/relief/{disaster}/give/" NOT, RIGHT_KEEP, 403 },
    { "relief_freeze_go", RIGHT_KEEP, "/relief/{disaster}/freeze", 422, 0,
      "/relief/" NOT "/freeze", RIGHT_NONE, 0 },
    { "relief_choose", RIGHT_KEEP, "/relief/{disaster}/choose", 200, 0,
      "/relief/" NOT "/choose", RIGHT_NONE, 0 },
    { "relief_choose_go", RIGHT_KEEP, "/relief/{disaster}/choose", 422, 0,
      "/relief/" NOT "/choose", RIGHT_NONE, 0 },
    { "relief_listed", RIGHT_REGISTER, "/relieflist/{relief_list}", 200, 0,
      "/relieflist/" NOT, RIGHT_NONE, 0 },
    { "relief_paper", RIGHT_REGISTER, "/relieflist/{relief_list}/list.pdf", 200,
      0, "/relieflist/" NOT "/list.pdf", RIGHT_NONE, 0 },
    { "paid", RIGHT_NONE, "/paid/0000-0000-0000-0000", 200, 200,
      "/paid/nonsense", RIGHT_NONE, 0 },
    { "paid_ask", RIGHT_NONE, "/paid", 200, 200, NULL, RIGHT_NONE, 0 },
    { "slip", RIGHT_REGISTER, "/slip/{banking}", 200, 0, "/slip/" NOT,
      RIGHT_NONE, 0 },
    { "slip_paper", RIGHT_REGISTER, "/slip/{banking}/slip.pdf", 200, 0,
      "/slip/" NOT "/slip.pdf", RIGHT_NONE, 0 },
    { "slip_picture", RIGHT_REGISTER, "/slip/{banking}/slip.png", 200, 0,
      "/slip/" NOT "/slip.png", RIGHT_NONE, 0 },
    { "application_paper", RIGHT_REGISTER, "/loan/{loan}/application.pdf", 200,
      0, "/loan/" NOT "/application.pdf", RIGHT_NONE, 0 },
    { "cif", RIGHT_REGISTER, "/cif?fund={fund}", 200, 0, "/cif?fund=" NOT,
      RIGHT_NONE, 0 },
    { "loan", RIGHT_REGISTER, "/loan/{loan}", 200, 0, "/loan/" NOT, RIGHT_NONE,
      0 },
    { "loan_do", RIGHT_REGISTER, "/loan/{loan}/do/utilisation", 200, 0,
      "/loan/" NOT "/do/utilisation", RIGHT_KEEP, 403 },
    { "loan_do_go", RIGHT_REGISTER, "/loan/{loan}/do/utilisation", 422, 0,
      "/loan/" NOT "/do/utilisation", RIGHT_KEEP, 403 },
    { "loan_new", RIGHT_KEEP, "/loan/new?member={member}", 200, 0, NULL,
      RIGHT_NONE, 0 },
    { "loan_new_go", RIGHT_KEEP, "/loan/new", 422, 0, NULL, RIGHT_NONE, 0 },
    { "loans", RIGHT_REGISTER, "/loans", 200, 0, NULL, RIGHT_NONE, 0 },
    { "mip", RIGHT_REGISTER, "/mip/{mip}", 200, 0, "/mip/" NOT, RIGHT_NONE, 0 },
    { "need", RIGHT_REGISTER, "/need/{need}", 200, 0, "/need/" NOT, RIGHT_NONE,
      0 },
    { "need_new", RIGHT_KEEP, "/need/new?mip={mip}", 200, 0, NULL, RIGHT_NONE,
      0 },
    { "need_new_go", RIGHT_KEEP, "/need/new", 422, 0, NULL, RIGHT_NONE, 0 },
    { "needs", RIGHT_REGISTER, "/needs", 200, 0, NULL, RIGHT_NONE, 0 },
    { "plan", RIGHT_REGISTER, "/plan/{plan}", 200, 0, "/plan/" NOT, RIGHT_NONE,
      0 },
    { "ranking", RIGHT_REGISTER, "/ranking/{ranking}", 200, 0, "/ranking/" NOT,
      RIGHT_NONE, 0 },
    { "ranking_against", RIGHT_REGISTER,
      "/ranking/{ranking}/against/{second_ranking}", 200, 0,
      "/ranking/{ranking}/against/" NOT, RIGHT_NONE, 0 },
    { "ranking_against_go", RIGHT_KEEP,
      "/ranking/{ranking}/against/{second_ranking}", 303, 0,
      "/ranking/" NOT "/against/{ranking}", RIGHT_NONE, 0 },
    { "ranking_new", RIGHT_KEEP, "/ranking/new?body={body}", 200, 0,
      "/ranking/new?body=" NOT, RIGHT_NONE, 0 },
    { "ranking_new_go", RIGHT_KEEP, "/ranking/new?body={body}", 422, 0,
      "/ranking/new?body=" NOT, RIGHT_NONE, 0 },
    { "gates", RIGHT_REGISTER, "/need/{need}/gates", 200, 0,
      "/need/" NOT "/gates", RIGHT_NONE, 0 },
    { "gates_go", RIGHT_KEEP, "/need/{need}/gates", 422, 0,
      "/need/" NOT "/gates", RIGHT_NONE, 0 },
    { "refusal_paper", RIGHT_REGISTER, "/need/{need}/refusal.pdf", 200, 0,
      "/need/" NOT "/refusal.pdf", RIGHT_NONE, 0 },
    { "portfolio", RIGHT_REGISTER, "/portfolio/{portfolio}", 200, 0,
      "/portfolio/" NOT, RIGHT_NONE, 0 },
    { "portfolio_new", RIGHT_KEEP, "/portfolio/new?body={body}", 200, 0,
      "/portfolio/new?body=" NOT, RIGHT_NONE, 0 },
    { "portfolio_new_go", RIGHT_KEEP, "/portfolio/new?body={body}", 422, 0,
      "/portfolio/new?body=" NOT, RIGHT_NONE, 0 },
    { "plan_paper", RIGHT_REGISTER, "/plan/{plan}/plan.pdf", 200, 0,
      "/plan/" NOT "/plan.pdf", RIGHT_NONE, 0 },
    { "plans", RIGHT_REGISTER, "/plans", 200, 0, NULL, RIGHT_NONE, 0 },
    { "offer_paper", RIGHT_REGISTER, "/loan/{loan}/offer.pdf", 200, 0,
      "/loan/" NOT "/offer.pdf", RIGHT_NONE, 0 },
    { "schedule_paper", RIGHT_REGISTER, "/loan/{loan}/schedule.pdf", 200, 0,
      "/loan/" NOT "/schedule.pdf", RIGHT_NONE, 0 },
    { "complaint", RIGHT_HEAR, "/complaint/{complaint}", 200, 0,
      "/complaint/" NOT, RIGHT_NONE, 0 },
    { "complaint_go", RIGHT_HEAR, "/complaint/{complaint}", 422, 0,
      "/complaint/" NOT, RIGHT_NONE, 0 },
    { "complaint_new", RIGHT_KEEP, "/complaints/new", 200, 0, NULL, RIGHT_NONE,
      0 },
    { "complaint_new_go", RIGHT_KEEP, "/complaints/new", 422, 0, NULL,
      RIGHT_NONE, 0 },
    { "complaints", RIGHT_HEAR, "/complaints", 200, 0, NULL, RIGHT_NONE, 0 },
    { "disclosures", RIGHT_REGISTER, "/disclosures", 200, 0, NULL, RIGHT_NONE,
      0 },
    { "maturities", RIGHT_REGISTER, "/maturity", 200, 0, NULL, RIGHT_NONE, 0 },
    { "maturity", RIGHT_REGISTER, "/maturity/{body}", 200, 0, "/maturity/" NOT,
      RIGHT_NONE, 0 },
    { "receipt", RIGHT_NONE, "/receipt", 200, 200, NULL, RIGHT_NONE, 0 },
    { "socialaudit", RIGHT_REGISTER, "/socialaudit/{socialaudit}", 200, 0,
      "/socialaudit/" NOT, RIGHT_NONE, 0 },
    { "socialaudits", RIGHT_REGISTER, "/socialaudit", 200, 0, NULL, RIGHT_NONE,
      0 },
    { "trainings", RIGHT_REGISTER, "/trainings", 200, 0,
      "/trainings?place=" NOT, RIGHT_NONE, 0 },
    { "training", RIGHT_REGISTER, "/training/{training}", 200, 0,
      "/training/" NOT, RIGHT_NONE, 0 },
    { "attendance", RIGHT_KEEP, "/training/{training}/attendance", 200, 0,
      "/training/" NOT "/attendance", RIGHT_REGISTER, 404 },
    { "attendance_go", RIGHT_KEEP, "/training/{training}/attendance", 422, 0,
      "/training/" NOT "/attendance", RIGHT_REGISTER, 404 },
    { "certificate", RIGHT_REGISTER, "/training/{training}/certificate.pdf",
      200, 0, "/training/" NOT "/certificate.pdf", RIGHT_NONE, 0 },
    { "untrained", RIGHT_REGISTER, "/trainings/untrained", 200, 0,
      "/trainings/untrained?place=" NOT, RIGHT_NONE, 0 },
    { "crps", RIGHT_REGISTER, "/crps", 200, 0, "/crps?place=" NOT, RIGHT_NONE,
      0 },
    { "crp", RIGHT_REGISTER, "/crp/{crp}", 200, 0, "/crp/" NOT, RIGHT_NONE, 0 },
    { "awareness_list", RIGHT_REGISTER, "/awareness", 200, 0,
      "/awareness?place=" NOT, RIGHT_NONE, 0 },
    { "awareness_show", RIGHT_REGISTER, "/awareness/{awareness}", 200, 0,
      "/awareness/" NOT, RIGHT_NONE, 0 },
    { "advocacy_list", RIGHT_REGISTER, "/advocacy", 200, 0,
      "/advocacy?place=" NOT, RIGHT_NONE, 0 },
    { "advocacy_show", RIGHT_REGISTER, "/advocacy/{advocacy}", 200, 0,
      "/advocacy/" NOT, RIGHT_NONE, 0 },
    { "attach", RIGHT_KEEP, "/attach/{meeting}", 200, 0, "/attach/" NOT,
      RIGHT_NONE, 0 },
    { "attach_go", RIGHT_KEEP, "/attach/{meeting}", 422, 0, "/attach/" NOT,
      RIGHT_NONE, 0 },
    { "award", RIGHT_REGISTER, "/award/{award}", 200, 0, "/award/" NOT,
      RIGHT_NONE, 0 },
    { "awards", RIGHT_REGISTER, "/awards", 200, 0, "/awards?place=" NOT,
      RIGHT_NONE, 0 },
    { "delivery_paper", RIGHT_REGISTER, "/delivery/{delivery}/note.pdf", 200, 0,
      "/delivery/" NOT "/note.pdf", RIGHT_NONE, 0 },
    { "scheme", RIGHT_REGISTER, "/scheme/{scheme}", 200, 0, "/scheme/" NOT,
      RIGHT_NONE, 0 },
    { "scheme_new", RIGHT_KEEP, "/scheme/new", 200, 0, "/scheme/new?need=" NOT,
      RIGHT_NONE, 0 },
    { "scheme_sheet", RIGHT_REGISTER, "/scheme/{scheme}/sheet", 200, 0,
      "/scheme/" NOT "/sheet", RIGHT_NONE, 0 },
    { "scheme_sheet_paper", RIGHT_REGISTER, "/scheme/{scheme}/sheet.pdf", 200,
      0, "/scheme/" NOT "/sheet.pdf", RIGHT_NONE, 0 },
    { "scheme_audit", RIGHT_REGISTER, "/scheme/{scheme}/audit.pdf", 200, 0,
      "/scheme/" NOT "/audit.pdf", RIGHT_NONE, 0 },
    { "schemes", RIGHT_REGISTER, "/schemes", 200, 0, "/schemes?place=" NOT,
      RIGHT_NONE, 0 },
    { "house", RIGHT_REGISTER, "/house/{house}", 200, 0, "/house/" NOT,
      RIGHT_NONE, 0 },
    { "houses", RIGHT_REGISTER, "/houses", 200, 0, "/houses?place=" NOT,
      RIGHT_NONE, 0 },
    { "insurance", RIGHT_REGISTER, "/insurance?policy={policy}", 200, 0,
      "/insurance?policy=" NOT, RIGHT_NONE, 0 },
    { "insured", RIGHT_REGISTER, "/insured/{insured}", 200, 0, "/insured/" NOT,
      RIGHT_NONE, 0 },
    { "insured_paper", RIGHT_REGISTER, "/insured/{insured}/card.pdf", 200, 0,
      "/insured/" NOT "/card.pdf", RIGHT_NONE, 0 },
    { "claim_new", RIGHT_KEEP, "/claim/new?number=7847", 200, 0,
      "/claim/new?person=" NOT, RIGHT_NONE, 0 },
    { "enterprise", RIGHT_REGISTER, "/enterprise/{enterprise}", 200, 0,
      "/enterprise/" NOT, RIGHT_NONE, 0 },
    { "enterprises", RIGHT_REGISTER, "/enterprises", 200, 0,
      "/enterprises?place=" NOT, RIGHT_NONE, 0 },
    { "health_workers", RIGHT_REGISTER, "/health-workers", 200, 0,
      "/health-workers?place=" NOT, RIGHT_NONE, 0 },
    { "health_worker", RIGHT_REGISTER, "/health_worker/{health_worker}", 200, 0,
      "/health_worker/" NOT, RIGHT_NONE, 0 },
    { "literacies", RIGHT_REGISTER, "/literacy", 200, 0, "/literacy?place=" NOT,
      RIGHT_NONE, 0 },
    { "livelihood", RIGHT_REGISTER, "/livelihood", 200, 0,
      "/livelihood?place=" NOT, RIGHT_NONE, 0 },
    { "nrm", RIGHT_REGISTER, "/nrm/{nrm}", 200, 0, "/nrm/" NOT, RIGHT_NONE, 0 },
    { "sale_order", RIGHT_REGISTER, "/sale_order/{sale_order}", 200, 0,
      "/sale_order/" NOT, RIGHT_NONE, 0 },
    { "school", RIGHT_REGISTER, "/school/{school}", 200, 0, "/school/" NOT,
      RIGHT_NONE, 0 },
    { "schools", RIGHT_REGISTER, "/schools", 200, 0, "/schools?place=" NOT,
      RIGHT_NONE, 0 },
    { "trade", RIGHT_REGISTER, "/trade/{joint_trade}", 200, 0, "/trade/" NOT,
      RIGHT_NONE, 0 },
    { "trades", RIGHT_REGISTER, "/trades", 200, 0, "/trades?place=" NOT,
      RIGHT_NONE, 0 },
    { "trainee", RIGHT_REGISTER, "/trainee/{trainee}", 200, 0, "/trainee/" NOT,
      RIGHT_NONE, 0 },
    { "trainees", RIGHT_REGISTER, "/trainees", 200, 0, "/trainees?place=" NOT,
      RIGHT_NONE, 0 },
    { "backlog", RIGHT_KEEP, "/backlog", 200, 0, NULL, RIGHT_NONE, 0 },
    { "backlog_body", RIGHT_KEEP, "/backlog/{body}", 200, 0, "/backlog/" NOT,
      RIGHT_NONE, 0 },
    { "backlog_body_go", RIGHT_KEEP, "/backlog/{body}", 422, 0, "/backlog/" NOT,
      RIGHT_NONE, 0 },
    { "backlog_next", RIGHT_KEEP, "/backlog/{body}/next", 303, 0,
      "/backlog/" NOT "/next", RIGHT_NONE, 0 },
    /* nobody stands yet, no roll was drawn, nothing declared */
    { "ballots_paper", RIGHT_KEEP, "/election/{called}/ballots.pdf", 409, 0,
      "/election/" NOT "/ballots.pdf", RIGHT_NONE, 0 },
    { "count_paper", RIGHT_REGISTER, "/election/{called}/count.pdf", 409, 0,
      "/election/" NOT "/count.pdf", RIGHT_NONE, 0 },
    { "notice_paper", RIGHT_REGISTER, "/election/{called}/notice.pdf", 409, 0,
      "/election/" NOT "/notice.pdf", RIGHT_NONE, 0 },
    { "roll_paper", RIGHT_REGISTER, "/election/{called}/roll.pdf", 409, 0,
      "/election/" NOT "/roll.pdf", RIGHT_NONE, 0 },
    { "body", RIGHT_REGISTER, "/body/{body}", 200, 0, "/body/" NOT, RIGHT_NONE,
      0 },
    { "body_old", RIGHT_KEEP, "/body/old", 200, 0, NULL, RIGHT_NONE, 0 },
    { "body_old_go", RIGHT_KEEP, "/body/old", 422, 0, NULL, RIGHT_NONE, 0 },
    { "calendar", RIGHT_REGISTER, "/calendar", 200, 0, "/calendar?place=" NOT,
      RIGHT_NONE, 0 },
    { "body_merge", RIGHT_KEEP, "/body/{body}/merge", 200, 0,
      "/body/" NOT "/merge", RIGHT_NONE, 0 },
    { "body_merge_go", RIGHT_KEEP, "/body/{body}/merge", 422, 0,
      "/body/" NOT "/merge", RIGHT_NONE, 0 },
    { "body_split", RIGHT_KEEP, "/body/{body}/split", 200, 0,
      "/body/" NOT "/split", RIGHT_NONE, 0 },
    { "body_split_go", RIGHT_KEEP, "/body/{body}/split", 422, 0,
      "/body/" NOT "/split", RIGHT_NONE, 0 },
    { "bylaw", RIGHT_REGISTER, "/body/{body}/bylaw", 200, 0,
      "/body/" NOT "/bylaw", RIGHT_NONE, 0 },
    { "bylaw_go", RIGHT_KEEP, "/body/{body}/bylaw", 422, 0,
      "/body/" NOT "/bylaw", RIGHT_NONE, 0 },
    { "federate", RIGHT_KEEP, "/body/{body}/federate", 200, 0,
      "/body/" NOT "/federate", RIGHT_NONE, 0 },
    { "federate_go", RIGHT_KEEP, "/body/{body}/federate", 422, 0,
      "/body/" NOT "/federate", RIGHT_NONE, 0 },
    { "pending", RIGHT_REGISTER, "/pending", 200, 0, NULL, RIGHT_NONE, 0 },
    { "terms", RIGHT_KEEP, "/body/{body}/terms", 200, 0, "/body/" NOT "/terms",
      RIGHT_NONE, 0 },
    { "terms_go", RIGHT_KEEP, "/body/{body}/terms", 422, 0,
      "/body/" NOT "/terms", RIGHT_NONE, 0 },
    { "check", RIGHT_CHECK, "/check", 200, 0, NULL, RIGHT_NONE, 0 },
    { "check_go", RIGHT_CHECK, "/check", 422, 0, NULL, RIGHT_NONE, 0 },
    { "consents", RIGHT_ADMIN, "/consents", 200, 0, NULL, RIGHT_NONE, 0 },
    { "cutover", RIGHT_SEE, "/cutover", 200, 0, NULL, RIGHT_NONE, 0 },
    { "cutover_sign", RIGHT_ISSUE, "/cutover", 404, 0, NULL, RIGHT_NONE, 0 },
    { "delegates", RIGHT_REGISTER, "/body/{body}/delegates", 200, 0,
      "/body/" NOT "/delegates", RIGHT_NONE, 0 },
    { "delegates_go", RIGHT_KEEP, "/body/{body}/delegates", 422, 0,
      "/body/" NOT "/delegates", RIGHT_NONE, 0 },
    { "device", RIGHT_SEE_LOG, "/device/{device}", 200, 0, "/device/" NOT,
      RIGHT_NONE, 0 },
    { "device_end", RIGHT_ADMIN, "/device/{device}/end", 409, 0,
      "/device/" NOT "/end", RIGHT_NONE, 0 },
    { "devices", RIGHT_SEE_LOG, "/devices", 200, 0, NULL, RIGHT_NONE, 0 },
    { "edit", RIGHT_SEE, "/edit/filing/{filing}", 200, 0, "/edit/filing/" NOT,
      RIGHT_WRITE, 403 },
    { "edit_go", RIGHT_SEE, "/edit/filing/{filing}", 422, 0,
      "/edit/filing/" NOT, RIGHT_WRITE, 403 },
    { "election", RIGHT_REGISTER, "/election/{called}", 200, 0,
      "/election/" NOT, RIGHT_NONE, 0 },
    { "election_call", RIGHT_KEEP, "/body/{body}/election", 200, 0,
      "/body/" NOT "/election", RIGHT_NONE, 0 },
    { "election_call_go", RIGHT_KEEP, "/body/{body}/election", 422, 0,
      "/body/" NOT "/election", RIGHT_NONE, 0 },
    { "election_committee", RIGHT_KEEP, "/election/{called}/committee", 200, 0,
      "/election/" NOT "/committee", RIGHT_NONE, 0 },
    { "election_committee_go", RIGHT_KEEP, "/election/{called}/committee", 422,
      0, "/election/" NOT "/committee", RIGHT_NONE, 0 },
    { "election_declare", RIGHT_KEEP, "/election/{called}/declare", 200, 0,
      "/election/" NOT "/declare", RIGHT_NONE, 0 },
    { "election_declare_go", RIGHT_KEEP, "/election/{called}/declare", 422, 0,
      "/election/" NOT "/declare", RIGHT_NONE, 0 },
    { "election_do", RIGHT_REGISTER, "/election/{called}/do/briefing", 200, 0,
      "/election/" NOT "/do/briefing", RIGHT_KEEP, 403 },
    { "election_do_go", RIGHT_REGISTER, "/election/{called}/do/briefing", 422,
      0, "/election/" NOT "/do/briefing", RIGHT_KEEP, 403 },
    { "election_notice", RIGHT_REGISTER, "/election/{called}/notice", 200, 0,
      "/election/" NOT "/notice", RIGHT_NONE, 0 },
    { "election_roll", RIGHT_REGISTER, "/election/{called}/roll", 200, 0,
      "/election/" NOT "/roll", RIGHT_NONE, 0 },
    { "election_roll_go", RIGHT_REGISTER, "/election/{called}/roll", 422, 0,
      "/election/" NOT "/roll", RIGHT_KEEP, 403 },
    { "election_seat", RIGHT_REGISTER, "/election/{called}/seat", 200, 0,
      "/election/" NOT "/seat", RIGHT_KEEP, 403 },
    { "election_seat_go", RIGHT_REGISTER, "/election/{called}/seat", 422, 0,
      "/election/" NOT "/seat", RIGHT_KEEP, 403 },
    { "election_sheet", RIGHT_KEEP, "/election/{called}/sheet", 200, 0,
      "/election/" NOT "/sheet", RIGHT_NONE, 0 },
    { "election_sheet_go", RIGHT_KEEP, "/election/{called}/sheet", 422, 0,
      "/election/" NOT "/sheet", RIGHT_NONE, 0 },
    { "elections", RIGHT_REGISTER, "/elections", 200, 0, NULL, RIGHT_NONE, 0 },
    { "entry", RIGHT_SEE, "/entry/{filing}", 200, 0, "/entry/" NOT, RIGHT_NONE,
      0 },
    { "erase", RIGHT_ADMIN, "/erase/{person}", 200, 0, "/erase/" NOT,
      RIGHT_NONE, 0 },
    { "erase_go", RIGHT_ADMIN, "/erase/{person}", 422, 0, "/erase/" NOT,
      RIGHT_NONE, 0 },
    /* no folder of files here */
    { "file", RIGHT_REGISTER, "/file/{attachment}", 404, 0, "/file/" NOT,
      RIGHT_NONE, 0 },
    { "find", RIGHT_SEE, "/find/place?q=suk", 200, 0, "/find/nothing",
      RIGHT_NONE, 0 },
    { "habits", RIGHT_CHECK, "/habits?staff={staff}", 200, 0,
      "/habits?staff=" NOT, RIGHT_NONE, 0 },
    { "habits_go", RIGHT_CHECK, "/habits", 422, 0, NULL, RIGHT_NONE, 0 },
    { "handed", RIGHT_REGISTER, "/handed/{charge}", 200, 0, "/handed/" NOT,
      RIGHT_NONE, 0 },
    { "handover", RIGHT_MANAGE, "/handover/{staff}", 200, 0, "/handover/" NOT,
      RIGHT_NONE, 0 },
    { "handover_go", RIGHT_MANAGE, "/handover/{staff}", 422, 0,
      "/handover/" NOT, RIGHT_NONE, 0 },
    { "health", RIGHT_NONE, "/health", 200, 200, NULL, RIGHT_NONE, 0 },
    { "help", RIGHT_NONE, "/help", 200, 200, NULL, RIGHT_NONE, 0 },
    { "help_one", RIGHT_NONE, "/help/place", 200, 200, "/help/nothing",
      RIGHT_NONE, 0 },
    { "home", RIGHT_SEE, "/", 200, 0, NULL, RIGHT_NONE, 0 },
    { "household", RIGHT_REGISTER, "/household/{household}", 200, 0,
      "/household/" NOT, RIGHT_NONE, 0 },
    { "household_merge", RIGHT_KEEP, "/household/{household}/merge", 200, 0,
      "/household/" NOT "/merge", RIGHT_NONE, 0 },
    { "household_merge_go", RIGHT_KEEP, "/household/{household}/merge", 422, 0,
      "/household/" NOT "/merge", RIGHT_NONE, 0 },
    { "household_split", RIGHT_KEEP, "/household/{household}/split", 200, 0,
      "/household/" NOT "/split", RIGHT_NONE, 0 },
    { "household_split_go", RIGHT_KEEP, "/household/{household}/split", 422, 0,
      "/household/" NOT "/split", RIGHT_NONE, 0 },
    { "import", RIGHT_IMPORT, "/import", 200, 0, NULL, RIGHT_NONE, 0 },
    { "import_go", RIGHT_IMPORT, "/import", 404, 0, NULL, RIGHT_NONE, 0 },
    { "import_run", RIGHT_IMPORT, "/import/3", 200, 0, "/import/99", RIGHT_NONE,
      0 },
    { "karwai", RIGHT_REGISTER, "/body/{body}/karwai.pdf", 200, 0,
      "/body/" NOT "/karwai.pdf", RIGHT_NONE, 0 },
    { "keys", RIGHT_NONE, "/keys", 200, 200, NULL, RIGHT_NONE, 0 },
    { "lang", RIGHT_NONE, "/lang/ur", 303, 303, "/lang/fr", RIGHT_NONE, 0 },
    { "list", RIGHT_SEE, "/list/place", 200, 0, "/list/nothing", RIGHT_NONE,
      0 },
    { "left_out", RIGHT_REGISTER, "/left-out?place=pk723", 200, 0, NULL,
      RIGHT_NONE, 0 },
    { "letter", RIGHT_REGISTER, "/resolution/{resolution}/letter.pdf", 200, 0,
      "/resolution/" NOT "/letter.pdf", RIGHT_NONE, 0 },
    { "lists", RIGHT_SEE, "/list", 200, 0, NULL, RIGHT_NONE, 0 },
    { "pivot", RIGHT_SEE, "/pivot/place", 200, 0, "/pivot/nothing", RIGHT_NONE,
      0 },
    { "start", RIGHT_SEE, "/start", 200, 0, NULL, RIGHT_NONE, 0 },
    { "glossary", RIGHT_NONE, "/glossary", 200, 200, NULL, RIGHT_NONE, 0 },
    { "guide", RIGHT_NONE, "/guide.pdf", 200, 200, NULL, RIGHT_NONE, 0 },
    { "pivots", RIGHT_SEE, "/pivots", 200, 0, NULL, RIGHT_NONE, 0 },
    { "login", RIGHT_NONE, "/login", 303, 200, NULL, RIGHT_NONE, 0 },
    { "login_go", RIGHT_NONE, "/login", 401, 401, NULL, RIGHT_NONE, 0 },
    { "logout", RIGHT_NONE, "/logout", 303, 303, NULL, RIGHT_NONE, 0 },
    { "marked", RIGHT_SEE, "/marked", 200, 0, NULL, RIGHT_NONE, 0 },
    { "meeting", RIGHT_REGISTER, "/meeting/{meeting}", 200, 0, "/meeting/" NOT,
      RIGHT_NONE, 0 },
    { "member_cards", RIGHT_REGISTER, "/body/{body}/cards.pdf", 200, 0,
      "/body/" NOT "/cards.pdf", RIGHT_NONE, 0 },
    { "members_paper", RIGHT_REGISTER, "/body/{body}/members.pdf", 200, 0,
      "/body/" NOT "/members.pdf", RIGHT_NONE, 0 },
    { "minutes_paper", RIGHT_REGISTER, "/meeting/{meeting}/minutes.pdf", 200, 0,
      "/meeting/" NOT "/minutes.pdf", RIGHT_NONE, 0 },
    { "meeting_edit", RIGHT_KEEP, "/meeting/{meeting}/edit", 200, 0,
      "/meeting/" NOT "/edit", RIGHT_NONE, 0 },
    { "meeting_edit_go", RIGHT_KEEP, "/meeting/{meeting}/edit", 422, 0,
      "/meeting/" NOT "/edit", RIGHT_NONE, 0 },
    { "meeting_new", RIGHT_KEEP, "/body/{body}/meeting", 200, 0,
      "/body/" NOT "/meeting", RIGHT_NONE, 0 },
    { "meeting_new_go", RIGHT_KEEP, "/body/{body}/meeting", 422, 0,
      "/body/" NOT "/meeting", RIGHT_NONE, 0 },
    { "minutes", RIGHT_REGISTER, "/meeting/{meeting}/minutes", 200, 0,
      "/meeting/" NOT "/minutes", RIGHT_NONE, 0 },
    { "naming", RIGHT_IMPORT, "/naming", 200, 0, NULL, RIGHT_NONE, 0 },
    { "naming_go", RIGHT_IMPORT, "/naming/7", 404, 0, "/naming/99", RIGHT_NONE,
      0 },
    { "new", RIGHT_SEE, "/new/filing", 200, 0, "/new/nothing", RIGHT_WRITE,
      403 },
    { "new_go", RIGHT_SEE, "/new/filing", 422, 0, "/new/nothing", RIGHT_WRITE,
      403 },
    { "office_take", RIGHT_KEEP, "/body/{body}/office", 200, 0,
      "/body/" NOT "/office", RIGHT_NONE, 0 },
    { "office_take_go", RIGHT_KEEP, "/body/{body}/office", 422, 0,
      "/body/" NOT "/office", RIGHT_NONE, 0 },
    { "offices", RIGHT_REGISTER, "/offices", 200, 0, NULL, RIGHT_NONE, 0 },
    { "outreach", RIGHT_SEE, "/outreach", 200, 0, NULL, RIGHT_NONE, 0 },
    { "map", RIGHT_SEE, "/map?place=pk723", 200, 0, NULL, RIGHT_NONE, 0 },
    { "lso", RIGHT_NONE, "/lso/{lso}", 200, 200, "/lso/" NOT, RIGHT_NONE, 0 },
    { "trend", RIGHT_SEE, "/trend?indicator=co", 200, 0, NULL, RIGHT_NONE, 0 },
    { "progress", RIGHT_REGISTER, "/progress", 200, 0, NULL, RIGHT_NONE, 0 },
    { "goals", RIGHT_SEE, "/goals", 200, 0, NULL, RIGHT_NONE, 0 },
    { "workplan", RIGHT_REGISTER, "/workplan", 200, 0, NULL, RIGHT_NONE, 0 },
    { "workplan_entries", RIGHT_REGISTER,
      "/workplan/entries?indicator=co&place=pk723", 200, 0,
      "/workplan/entries?indicator=co&place=nowhere", RIGHT_NONE, 0 },
    { "logframe", RIGHT_REGISTER, "/logframe", 200, 0, NULL, RIGHT_NONE, 0 },
    { "frame", RIGHT_REGISTER, "/logframe/{logframe}", 200, 0, "/logframe/" NOT,
      RIGHT_NONE, 0 },
    { "frame_new", RIGHT_WRITE, "/logframe/new?of={logframe}", 200, 0, NULL,
      RIGHT_NONE, 0 },
    { "frame_new_go", RIGHT_WRITE, "/logframe/new", 422, 0, NULL, RIGHT_NONE,
      0 },
    { "oversight", RIGHT_SEE, "/oversight", 200, 0, NULL, RIGHT_NONE, 0 },
    { "password", RIGHT_PASSWORD, "/password/viewer", 200, 0,
      "/password/nobody", RIGHT_NONE, 0 },
    { "password_go", RIGHT_PASSWORD, "/password/viewer", 200, 0,
      "/password/nobody", RIGHT_NONE, 0 },
    { "person", RIGHT_REGISTER, "/person/{person}", 200, 0, "/person/" NOT,
      RIGHT_NONE, 0 },
    { "person_died", RIGHT_KEEP, "/person/{person}/died", 200, 0,
      "/person/" NOT "/died", RIGHT_NONE, 0 },
    { "person_died_go", RIGHT_KEEP, "/person/{person}/died", 422, 0,
      "/person/" NOT "/died", RIGHT_NONE, 0 },
    { "place", RIGHT_SEE, "/place/pk723", 200, 0, "/place/nowhere", RIGHT_NONE,
      0 },
    { "postings", RIGHT_SEE, "/postings?indicator=hh", 200, 0,
      "/postings?indicator=none", RIGHT_NONE, 0 },
    { "poverty", RIGHT_SEE, "/poverty", 200, 0, NULL, RIGHT_NONE, 0 },
    { "questionnaire", RIGHT_SEE, "/questionnaire/SPS-PAK-2009-002", 200, 0,
      "/questionnaire/NONE", RIGHT_NONE, 0 },
    { "questionnaire_new", RIGHT_ISSUE, "/questionnaires/new", 200, 0, NULL,
      RIGHT_NONE, 0 },
    { "questionnaire_new_go", RIGHT_ISSUE, "/questionnaires/new", 422, 0, NULL,
      RIGHT_NONE, 0 },
    { "questionnaires", RIGHT_SEE, "/questionnaires", 200, 0, NULL, RIGHT_NONE,
      0 },
    { "radar", RIGHT_REGISTER, "/radar", 200, 0, "/radar?staff=" NOT,
      RIGHT_NONE, 0 },
    { "report", RIGHT_SEE, "/report/outreach", 200, 0, "/report/nothing",
      RIGHT_NONE, 0 },
    { "report_behind", RIGHT_REGISTER, "/report/ages/behind?row=8&column=both",
      200, 0, "/report/ages/behind?row=99&column=both", RIGHT_NONE, 0 },
    { "reports", RIGHT_SEE, "/reports", 200, 0, NULL, RIGHT_NONE, 0 },
    { "resolution", RIGHT_REGISTER, "/resolution/{resolution}", 200, 0,
      "/resolution/" NOT, RIGHT_NONE, 0 },
    { "resolution_go", RIGHT_KEEP, "/resolution/{resolution}", 422, 0,
      "/resolution/" NOT, RIGHT_NONE, 0 },
    { "result", RIGHT_NONE, "/result/0000-0000-0000-0000", 200, 200,
      "/result/nothing", RIGHT_NONE, 0 },
    { "result_ask", RIGHT_NONE, "/result", 200, 200, NULL, RIGHT_NONE, 0 },
    { "reveal", RIGHT_REVEAL, "/person/{person}/reveal", 200, 0,
      "/person/" NOT "/reveal", RIGHT_REGISTER, 404 },
    { "reveal_go", RIGHT_REVEAL, "/person/{person}/reveal", 422, 0,
      "/person/" NOT "/reveal", RIGHT_REGISTER, 404 },
    { "reveals", RIGHT_SEE_LOG, "/reveals", 200, 0, NULL, RIGHT_NONE, 0 },
    { "search", RIGHT_SEE, "/find?q=zohra", 200, 0, NULL, RIGHT_NONE, 0 },
    { "session", RIGHT_NONE, "/session", 200, 200, NULL, RIGHT_NONE, 0 },
    { "settings", RIGHT_NONE, "/settings", 200, 200, NULL, RIGHT_NONE, 0 },
    { "settings_keep", RIGHT_NONE, "/settings", 303, 303, NULL, RIGHT_NONE, 0 },
    { "sheet", RIGHT_NAMES, "/person/{person}/sheet", 200, 0,
      "/person/" NOT "/sheet", RIGHT_NONE, 0 },
    { "sheet_go", RIGHT_REVEAL, "/person/{person}/sheet", 422, 0,
      "/person/" NOT "/sheet", RIGHT_NAMES, 404 },
    { "staff", RIGHT_REGISTER, "/staff/{staff}", 200, 0, "/staff/" NOT,
      RIGHT_NONE, 0 },
    { "tour", RIGHT_REGISTER, "/tour?staff={staff}", 200, 0, "/tour?staff=" NOT,
      RIGHT_NONE, 0 },
    { "tour_go", RIGHT_KEEP, "/tour", 422, 0, NULL, RIGHT_NONE, 0 },
    { "twin", RIGHT_NAMES, "/twins/{person}/{twin}", 200, 0,
      "/twins/" NOT "/" NOT, RIGHT_NONE, 0 },
    { "twin_go", RIGHT_KEEP, "/twins/{person}/{twin}", 422, 0,
      "/twins/" NOT "/" NOT, RIGHT_NONE, 0 },
    { "twins", RIGHT_NAMES, "/twins", 200, 0, NULL, RIGHT_NONE, 0 },
    { "decision", RIGHT_REGISTER, "/decision/{decision}", 200, 0,
      "/decision/" NOT, RIGHT_NONE, 0 },
    { "eligible", RIGHT_REGISTER, "/eligible/{household}", 200, 0,
      "/eligible/" NOT, RIGHT_NONE, 0 },
    { "eligible_decide", RIGHT_KEEP, "/eligible/{household}", 422, 0,
      "/eligible/" NOT, RIGHT_NONE, 0 },
    { "recheck", RIGHT_CHECK, "/recheck/{score}", 200, 0, "/recheck/" NOT,
      RIGHT_NONE, 0 },
    /* it was asked again before */
    { "recheck_go", RIGHT_CHECK, "/recheck/{score}", 409, 0, "/recheck/" NOT,
      RIGHT_NONE, 0 },
    { "selection", RIGHT_REGISTER, "/selection/{selection}", 200, 0,
      "/selection/" NOT, RIGHT_NONE, 0 },
    { "selections", RIGHT_REGISTER, "/selections", 200, 0, NULL, RIGHT_NONE,
      0 },
    { "selections_keep", RIGHT_MANAGE, "/selections", 422, 0, NULL, RIGHT_NONE,
      0 },
    { "survey", RIGHT_REGISTER, "/survey/{survey}", 200, 0, "/survey/" NOT,
      RIGHT_NONE, 0 },
    { "survey_checks", RIGHT_REGISTER, "/survey/{survey}/checks", 200, 0,
      "/survey/" NOT "/checks", RIGHT_NONE, 0 },
    { "survey_draw", RIGHT_MANAGE, "/survey/{survey}/draw", 422, 0,
      "/survey/" NOT "/draw", RIGHT_NONE, 0 },
    { "survey_list", RIGHT_REGISTER, "/survey/{survey}/list", 200, 0,
      "/survey/" NOT "/list", RIGHT_NONE, 0 },
    { "survey_meeting", RIGHT_KEEP, "/survey/{survey}/meeting", 200, 0,
      "/survey/" NOT "/meeting", RIGHT_NONE, 0 },
    { "survey_meeting_go", RIGHT_KEEP, "/survey/{survey}/meeting", 422, 0,
      "/survey/" NOT "/meeting", RIGHT_NONE, 0 },
    { "survey_stage", RIGHT_MANAGE, "/survey/{survey}/stage", 422, 0,
      "/survey/" NOT "/stage", RIGHT_NONE, 0 },
    { "unit", RIGHT_REGISTER, "/unit/{unit}", 200, 0, "/unit/" NOT, RIGHT_NONE,
      0 },
    { "unmerge", RIGHT_KEEP, "/person/{person}/apart", 422, 0,
      "/person/" NOT "/apart", RIGHT_NONE, 0 },
    { "users", RIGHT_PASSWORD, "/users", 200, 0, NULL, RIGHT_NONE, 0 },
    { "waiting", RIGHT_SEE, "/waiting", 200, 0, NULL, RIGHT_NONE, 0 },
    { "work", RIGHT_KEEP, "/work", 200, 0, NULL, RIGHT_NONE, 0 },
};

static const struct row *row_of(const struct page *p)
{
    for (size_t i = 0; i < LEN(row); i++)
        if (!strcmp(row[i].name, p->name))
            return &row[i];
    printf("# page %s has no row in test/web_walk.c\n", p->name);
    (void)CHECK(!"each page has its row");
    return NULL;
}

/* ---- a site with something to show --------------------------------------*/

struct walk {
    struct ward ward;
};

static void run_put(struct db *db)
{
    both_script(db, "INSERT INTO import_run (n, file, hash, kind, login, at, "
                    "good, known, bad, queued) SELECT 3, 'a <b>.csv', token, "
                    "'alias', 'head_office', 1420113600, 1, 0, 1, 0 FROM "
                    "session ORDER BY token LIMIT 1;\n"
                    "INSERT INTO import_reject (run, n, sheet, line, field, "
                    "reason, cells) VALUES (3, 1, '', 2, 'place', 'no \"such\" "
                    "place', 'Nowhere\\;<b>');\n");
}

static const char *login_of(const struct post *by)
{
    return by->role ? by->role : "nobody_yet";
}

static struct id own_device(struct walk *w)
{
    struct buf b = buf_start(&w->ward.b.site.arena);

    buf_hex(&b, w->ward.b.site.public, 32);
    return id_named(S("device"), buf_str(&b));
}

/* Of the body's one office, under the by-law that the program ships. */
static struct id election_put(struct walk *w, struct db *db)
{
    struct rows r = db_text_rows(
        db, S("SELECT entry FROM bylaw WHERE code = 'CO-1' AND counts = 1 "
              "ORDER BY entry LIMIT 1"));
    struct id bylaw = db_next(&r) ? db_id(&r, 0) : ID_NONE;

    db_done(&r);
    ward_add(&w->ward, "template", bylaw);
    return draft(&w->ward.b.site, "election",
                 ward_said(&w->ward,
                           "{\"body\":\"{body}\",\"bylaw\":\"{template}\","
                           "\"called\":\"2014-06-01\",\"counting\":"
                           "\"plurality\",\"method\":\"ballot\",\"reason\":"
                           "\"term\",\"seat\":[{\"office\":\"president\","
                           "\"seats\":1}]}"));
}

static void walk_start(struct walk *w, struct db *db)
{
    memset(w, 0, sizeof *w);
    ward_start(&w->ward, db);
    for (size_t i = 0; i < LEN(posted_as); i++)
        if (posted_as[i].role)
            ward_grant(&w->ward, posted_as[i].role, posted_as[i].role, "");
    ward_add(&w->ward, "device", own_device(w));
    ward_add(&w->ward, "twin",
             draft(&w->ward.b.site, "person",
                   ward_said(&w->ward, "{\"household\":\"{household}\","
                                       "\"name\":\"Zuhra Bibi\",\"sex\":"
                                       "\"women\"}")));
    ward_add(&w->ward, "called", election_put(w, db));
    ward_add(&w->ward, "lso",
             draft(&w->ward.b.site, "body",
                   ward_said(&w->ward,
                             "{\"code\":\"LSO-1\",\"formed\":\"2013-05-01\","
                             "\"name\":\"LSO Sahara\",\"nature\":\"lso\","
                             "\"place\":\"{place}\",\"rsp\":\"{rsp}\","
                             "\"sex\":\"mixed\"}")));
    browser_login(&w->ward.b, "admin");
    run_put(db);
}

static const char *path_of(struct walk *w, const char *pattern)
{
    return ward_said(&w->ward, pattern);
}

static int ask(struct walk *w, const struct page *p, const char *pattern)
{
    const char *path = path_of(w, pattern);

    return p->method == PAGE_POST ? send_form(&w->ward.b, path, "x=") :
                                    get(&w->ward.b, path);
}

/* The roles that the program ships say what is written here, and no more. */
SITE(the_roles_are_these)
{
    struct walk w;

    walk_start(&w, db);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM role WHERE counts = 1"),
              LEN(posted_as) - 1);
    for (size_t i = 0; i < LEN(posted_as); i++)
        for (int right = 1; right < RIGHTS; right++)
            if (!CHECK_INT(log_may(db, str_of(login_of(&posted_as[i])),
                                   (enum right)right, 16436, NULL),
                           post_may(&posted_as[i], (enum right)right)))
                tap_quote(login_of(&posted_as[i]),
                          choice_name(RIGHT_CHOICES, right));
    browser_end(&w.ward.b);
}

/* ---- every page by every role -------------------------------------------*/

static void page_by(struct walk *w, const struct page *p, const struct post *by)
{
    const struct row *r = row_of(p);
    bool may = by && post_may(by, p->right);
    int refused = by ? 403 : p->method == PAGE_POST ? 401 : 303;
    bool also = by && post_may(by, r->also);
    int want = p->right == RIGHT_NONE ? (by ? r->status : r->outside) :
               may                    ? (also ? r->status : r->without) :
                                        refused;

    if (!CHECK_INT(ask(w, p, r->good), want))
        printf("# %s by %s\n", p->name, by ? login_of(by) : "nobody");
    if (!by && p->right != RIGHT_NONE && p->method == PAGE_GET)
        CHECK(str_starts(answer_header(&w->ward.b, "Location"), S("/login")));
    if ((!may || !also) && p->right != RIGHT_NONE)
        CHECK(!has(&w->ward.b, "Sakkhar") && !has(&w->ward.b, "1,200"));
    if (by && !strcmp(p->name, "logout"))
        browser_login(&w->ward.b, login_of(by));
    if (!r->made_up)
        return;
    want = !may && p->right != RIGHT_NONE ? refused :
           !also && r->also == RIGHT_WRITE &&
                   str_starts(str_of(p->path), S("/edit/")) ?
                                            r->without :
                                            404;
    if (!CHECK_INT(ask(w, p, r->made_up), want))
        printf("# %s made up, by %s\n", p->name, by ? login_of(by) : "nobody");
}

static void pages_by(struct walk *w, const struct post *by)
{
    w->ward.b.cookie[0] = w->ward.b.csrf[0] = 0;
    if (by)
        browser_login(&w->ward.b, login_of(by));
    for (int i = 0; i < page_count; i++)
        page_by(w, page_index[i], by);
}

SITE(every_page_by_every_role)
{
    struct walk w;

    walk_start(&w, db);
    CHECK_INT(page_count, LEN(row));
    for (int i = 0; i < page_count; i++) {
        const struct row *r = row_of(page_index[i]);

        if (!r)
            goto end;
        CHECK_INT(page_index[i]->right, r->right);
        CHECK((strchr(page_index[i]->path, '*') == NULL) || r->made_up != NULL);
    }
    pages_by(&w, NULL);
    /* Who may do what is the same code far away: fewer ask there. */
    for (size_t i = 0; i < LEN(posted_as); i += db_is_far(db) ? 3 : 1)
        pages_by(&w, &posted_as[i]);
end:
    browser_end(&w.ward.b);
}

/* ---- every kind by every role -------------------------------------------*/

/* Who writes it, and who sees that there are any. */
static const struct {
    const char *kind;
    enum right right, reads;
} right_of_kinds[] = {
    { "survey", RIGHT_MANAGE, RIGHT_REGISTER },
    { "award", RIGHT_KEEP, RIGHT_REGISTER },
    { "procurement", RIGHT_KEEP, RIGHT_REGISTER },
    { "delivery", RIGHT_KEEP, RIGHT_REGISTER },
    { "followup_visit", RIGHT_KEEP, RIGHT_REGISTER },
    { "house_plan", RIGHT_ISSUE, RIGHT_SEE },
    { "house", RIGHT_KEEP, RIGHT_REGISTER },
    { "house_stage", RIGHT_KEEP, RIGHT_REGISTER },
    { "policy", RIGHT_BOOK, RIGHT_SEE },
    { "insured", RIGHT_KEEP, RIGHT_REGISTER },
    { "premium", RIGHT_BOOK, RIGHT_REGISTER },
    { "claim", RIGHT_KEEP, RIGHT_REGISTER },
    { "activity_kind", RIGHT_ADMIN, RIGHT_SEE },
    { "nrm", RIGHT_KEEP, RIGHT_REGISTER },
    { "survival", RIGHT_KEEP, RIGHT_REGISTER },
    { "enterprise", RIGHT_KEEP, RIGHT_REGISTER },
    { "sale_order", RIGHT_KEEP, RIGHT_REGISTER },
    { "production", RIGHT_KEEP, RIGHT_REGISTER },
    { "quality_check", RIGHT_KEEP, RIGHT_REGISTER },
    { "sale", RIGHT_KEEP, RIGHT_REGISTER },
    { "joint_trade", RIGHT_KEEP, RIGHT_REGISTER },
    { "school", RIGHT_KEEP, RIGHT_REGISTER },
    { "enrolment", RIGHT_KEEP, RIGHT_REGISTER },
    { "literacy", RIGHT_KEEP, RIGHT_REGISTER },
    { "health_worker", RIGHT_KEEP, RIGHT_REGISTER },
    { "health_report", RIGHT_KEEP, RIGHT_REGISTER },
    { "trainee", RIGHT_KEEP, RIGHT_REGISTER },
    { "stipend", RIGHT_KEEP, RIGHT_REGISTER },
    { "training", RIGHT_KEEP, RIGHT_REGISTER },
    { "training_need", RIGHT_KEEP, RIGHT_REGISTER },
    { "attendance_sheet", RIGHT_KEEP, RIGHT_REGISTER },
    { "training_cost", RIGHT_KEEP, RIGHT_REGISTER },
    { "crp", RIGHT_KEEP, RIGHT_REGISTER },
    { "crp_task", RIGHT_KEEP, RIGHT_REGISTER },
    { "crp_check", RIGHT_KEEP, RIGHT_REGISTER },
    { "crp_fee", RIGHT_KEEP, RIGHT_REGISTER },
    { "awareness", RIGHT_KEEP, RIGHT_REGISTER },
    { "commitment_check", RIGHT_KEEP, RIGHT_REGISTER },
    { "advocacy", RIGHT_KEEP, RIGHT_REGISTER },
    { "advocacy_step", RIGHT_KEEP, RIGHT_REGISTER },
    { "training_kind", RIGHT_ISSUE, RIGHT_SEE },
    { "toolkit", RIGHT_ISSUE, RIGHT_SEE },
    { "stage", RIGHT_MANAGE, RIGHT_REGISTER },
    { "sample", RIGHT_MANAGE, RIGHT_REGISTER },
    { "objection", RIGHT_KEEP, RIGHT_REGISTER },
    { "backcheck", RIGHT_CHECK, RIGHT_REGISTER },
    { "product", RIGHT_ISSUE, RIGHT_SEE },
    { "decision", RIGHT_KEEP, RIGHT_REGISTER },
    { "selection", RIGHT_MANAGE, RIGHT_REGISTER },
    { "banding", RIGHT_ADMIN, RIGHT_SEE },
    { "likelihood", RIGHT_ADMIN, RIGHT_SEE },
    { "score", RIGHT_KEEP, RIGHT_REGISTER },
    { "weights", RIGHT_ADMIN, RIGHT_SEE_LOG },
    { "access", RIGHT_ADMIN, RIGHT_SEE_LOG },
    { "alias", RIGHT_WRITE, RIGHT_SEE },
    { "attachment", RIGHT_KEEP, RIGHT_REGISTER },
    { "activist", RIGHT_KEEP, RIGHT_REGISTER },
    { "body", RIGHT_KEEP, RIGHT_REGISTER },
    { "account", RIGHT_KEEP, RIGHT_REGISTER },
    { "agreement", RIGHT_BOOK, RIGHT_REGISTER },
    { "board", RIGHT_BOOK, RIGHT_REGISTER },
    { "commitment", RIGHT_BOOK, RIGHT_REGISTER },
    { "expense", RIGHT_BOOK, RIGHT_REGISTER },
    { "placement", RIGHT_BOOK, RIGHT_REGISTER },
    { "tranche", RIGHT_BOOK, RIGHT_REGISTER },
    { "transfer", RIGHT_KEEP, RIGHT_REGISTER },
    { "bylaw", RIGHT_KEEP, RIGHT_REGISTER },
    { "committee", RIGHT_KEEP, RIGHT_REGISTER },
    { "cession", RIGHT_KEEP, RIGHT_REGISTER },
    { "conveyance", RIGHT_KEEP, RIGHT_REGISTER },
    { "descent", RIGHT_KEEP, RIGHT_REGISTER },
    { "dialogue", RIGHT_KEEP, RIGHT_REGISTER },
    { "due_return", RIGHT_KEEP, RIGHT_REGISTER },
    { "formation", RIGHT_KEEP, RIGHT_REGISTER },
    { "partnership", RIGHT_KEEP, RIGHT_REGISTER },
    { "registration", RIGHT_KEEP, RIGHT_REGISTER },
    { "duty", RIGHT_ADMIN, RIGHT_SEE },
    { "pathway", RIGHT_ADMIN, RIGHT_SEE },
    { "charge", RIGHT_MANAGE, RIGHT_SEE },
    { "consent", RIGHT_KEEP, RIGHT_REGISTER },
    { "coverage", RIGHT_WRITE, RIGHT_SEE },
    { "cutover", RIGHT_ISSUE, RIGHT_SEE },
    { "deed", RIGHT_KEEP, RIGHT_REGISTER },
    { "delegate", RIGHT_KEEP, RIGHT_REGISTER },
    { "device", RIGHT_ADMIN, RIGHT_SEE_LOG },
    { "erasure", RIGHT_ADMIN, RIGHT_SEE_LOG },
    { "fate", RIGHT_KEEP, RIGHT_REGISTER },
    { "filing", RIGHT_WRITE, RIGHT_SEE },
    { "fix", RIGHT_WRITE, RIGHT_SEE },
    { "household", RIGHT_KEEP, RIGHT_REGISTER },
    { "habit", RIGHT_CHECK, RIGHT_CHECK },
    { "indicator", RIGHT_ADMIN, RIGHT_SEE },
    { "rhythm", RIGHT_ADMIN, RIGHT_SEE },
    { "tour", RIGHT_KEEP, RIGHT_REGISTER },
    { "vigil", RIGHT_ADMIN, RIGHT_SEE },
    { "visit", RIGHT_KEEP, RIGHT_REGISTER },
    { "ledger", RIGHT_ADMIN, RIGHT_SEE },
    { "link", RIGHT_KEEP, RIGHT_REGISTER },
    { "followup", RIGHT_KEEP, RIGHT_REGISTER },
    { "opening", RIGHT_KEEP, RIGHT_REGISTER },
    { "resolution", RIGHT_KEEP, RIGHT_REGISTER },
    { "meeting", RIGHT_KEEP, RIGHT_REGISTER },
    { "member", RIGHT_KEEP, RIGHT_REGISTER },
    { "merger", RIGHT_KEEP, RIGHT_REGISTER },
    { "move", RIGHT_WRITE, RIGHT_SEE },
    { "office", RIGHT_ADMIN, RIGHT_SEE },
    { "oversight", RIGHT_ADMIN, RIGHT_SEE },
    { "passkey", RIGHT_KEEP, RIGHT_REGISTER },
    { "person", RIGHT_KEEP, RIGHT_REGISTER },
    { "pivot", RIGHT_REGISTER, RIGHT_SEE },
    { "place", RIGHT_WRITE, RIGHT_SEE },
    { "project", RIGHT_WRITE, RIGHT_SEE },
    { "publication", RIGHT_ISSUE, RIGHT_SEE },
    { "residence", RIGHT_KEEP, RIGHT_REGISTER },
    { "questionnaire", RIGHT_ISSUE, RIGHT_SEE },
    { "response", RIGHT_KEEP, RIGHT_REGISTER },
    { "reveal", RIGHT_REVEAL, RIGHT_SEE_LOG },
    { "role", RIGHT_ADMIN, RIGHT_SEE },
    { "rsp", RIGHT_ADMIN, RIGHT_SEE },
    { "staff", RIGHT_MANAGE, RIGHT_SEE },
    { "standing", RIGHT_KEEP, RIGHT_REGISTER },
    { "target", RIGHT_WRITE, RIGHT_SEE },
    { "goal", RIGHT_ISSUE, RIGHT_SEE },
    { "goal_link", RIGHT_ISSUE, RIGHT_SEE },
    { "workplan", RIGHT_WRITE, RIGHT_REGISTER },
    { "logframe", RIGHT_WRITE, RIGHT_REGISTER },
    { "narrative", RIGHT_WRITE, RIGHT_REGISTER },
    { "term", RIGHT_KEEP, RIGHT_REGISTER },
    { "unit", RIGHT_MANAGE, RIGHT_SEE },
    { "verdict", RIGHT_CHECK, RIGHT_SEE },
    { "election", RIGHT_KEEP, RIGHT_REGISTER },
    { "roll", RIGHT_KEEP, RIGHT_REGISTER },
    { "protest", RIGHT_KEEP, RIGHT_REGISTER },
    { "briefing", RIGHT_KEEP, RIGHT_REGISTER },
    { "nomination", RIGHT_KEEP, RIGHT_REGISTER },
    { "scrutiny", RIGHT_KEEP, RIGHT_REGISTER },
    { "ballot_account", RIGHT_KEEP, RIGHT_REGISTER },
    { "sheet", RIGHT_KEEP, RIGHT_CHECK },
    { "declaration", RIGHT_KEEP, RIGHT_REGISTER },
    { "appeal", RIGHT_KEEP, RIGHT_REGISTER },
    { "annulment", RIGHT_CHECK, RIGHT_REGISTER },
    { "handover", RIGHT_KEEP, RIGHT_REGISTER },
    { "complaint", RIGHT_KEEP, RIGHT_HEAR },
    { "handling", RIGHT_HEAR, RIGHT_HEAR },
    { "safeguard", RIGHT_KEEP, RIGHT_SHIELD },
    { "inquiry", RIGHT_SHIELD, RIGHT_SHIELD },
    { "redress", RIGHT_ADMIN, RIGHT_SEE },
    { "socialaudit", RIGHT_KEEP, RIGHT_REGISTER },
    { "disclosure", RIGHT_KEEP, RIGHT_REGISTER },
    { "yardstick", RIGHT_ADMIN, RIGHT_SEE },
    { "assessment", RIGHT_CHECK, RIGHT_REGISTER },
    { "mip", RIGHT_KEEP, RIGHT_REGISTER },
    { "loan_group", RIGHT_KEEP, RIGHT_REGISTER },
    { "certificate", RIGHT_KEEP, RIGHT_REGISTER },
    { "contribution", RIGHT_KEEP, RIGHT_REGISTER },
    { "estimate", RIGHT_KEEP, RIGHT_REGISTER },
    { "measurement", RIGHT_KEEP, RIGHT_REGISTER },
    { "om_collection", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_answer", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_check", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_committee", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_environment", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_handover", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_objection", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_paper", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_return", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_spending", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_step", RIGHT_KEEP, RIGHT_REGISTER },
    { "scheme_tranche", RIGHT_KEEP, RIGHT_REGISTER },
    { "wage", RIGHT_KEEP, RIGHT_REGISTER },
    { "environment_question", RIGHT_ISSUE, RIGHT_SEE },
    { "scheme_document", RIGHT_ISSUE, RIGHT_SEE },
    { "scheme_type", RIGHT_ISSUE, RIGHT_SEE },
    { "need", RIGHT_KEEP, RIGHT_REGISTER },
    { "need_answer", RIGHT_KEEP, RIGHT_REGISTER },
    { "need_change", RIGHT_KEEP, RIGHT_REGISTER },
    { "need_join", RIGHT_KEEP, RIGHT_REGISTER },
    { "plan", RIGHT_KEEP, RIGHT_REGISTER },
    { "plan_item", RIGHT_KEEP, RIGHT_REGISTER },
    { "plan_step", RIGHT_KEEP, RIGHT_REGISTER },
    { "ranking", RIGHT_KEEP, RIGHT_REGISTER },
    { "contrast", RIGHT_KEEP, RIGHT_REGISTER },
    { "feasibility", RIGHT_KEEP, RIGHT_REGISTER },
    { "feasible_gate", RIGHT_ADMIN, RIGHT_SEE },
    { "portfolio", RIGHT_KEEP, RIGHT_REGISTER },
    { "appraisal", RIGHT_KEEP, RIGHT_REGISTER },
    { "approval", RIGHT_KEEP, RIGHT_REGISTER },
    { "disbursement", RIGHT_KEEP, RIGHT_REGISTER },
    { "utilisation", RIGHT_KEEP, RIGHT_REGISTER },
    { "capital", RIGHT_KEEP, RIGHT_REGISTER },
    { "loan", RIGHT_KEEP, RIGHT_REGISTER },
    { "loan_product", RIGHT_BOOK, RIGHT_SEE },
    { "repayment", RIGHT_KEEP, RIGHT_REGISTER },
    { "collection", RIGHT_KEEP, RIGHT_REGISTER },
    { "rescheduling", RIGHT_KEEP, RIGHT_REGISTER },
    { "writeoff", RIGHT_KEEP, RIGHT_REGISTER },
    { "loan_class", RIGHT_BOOK, RIGHT_SEE },
    { "provision", RIGHT_BOOK, RIGHT_REGISTER },
    { "account_head", RIGHT_BOOK, RIGHT_SEE },
    { "booking", RIGHT_BOOK, RIGHT_SEE },
    { "closing", RIGHT_KEEP, RIGHT_REGISTER },
    { "fund", RIGHT_KEEP, RIGHT_REGISTER },
    { "reversal", RIGHT_KEEP, RIGHT_REGISTER },
    { "bank_statement", RIGHT_KEEP, RIGHT_REGISTER },
    { "cash_count", RIGHT_KEEP, RIGHT_REGISTER },
    { "voucher", RIGHT_KEEP, RIGHT_REGISTER },
    { "deposit", RIGHT_KEEP, RIGHT_REGISTER },
    { "withdrawal", RIGHT_KEEP, RIGHT_REGISTER },
    { "sharing", RIGHT_KEEP, RIGHT_REGISTER },
    { "settlement", RIGHT_KEEP, RIGHT_REGISTER },
    { "welfare_gift", RIGHT_KEEP, RIGHT_REGISTER },
    { "member_opening", RIGHT_KEEP, RIGHT_REGISTER },
    { "banking", RIGHT_KEEP, RIGHT_REGISTER },
    { "hand_limit", RIGHT_ADMIN, RIGHT_SEE },
    { "leaf_book", RIGHT_KEEP, RIGHT_REGISTER },
    { "leaf_void", RIGHT_KEEP, RIGHT_REGISTER },
    { "agency", RIGHT_WRITE, RIGHT_SEE },
    { "linkage", RIGHT_KEEP, RIGHT_REGISTER },
    { "linkage_step", RIGHT_KEEP, RIGHT_REGISTER },
    { "joint_committee", RIGHT_KEEP, RIGHT_REGISTER },
    { "joint_meeting", RIGHT_KEEP, RIGHT_REGISTER },
    { "joint_step", RIGHT_KEEP, RIGHT_REGISTER },
    { "disaster", RIGHT_WRITE, RIGHT_SEE },
    { "disaster_phase", RIGHT_WRITE, RIGHT_SEE },
    { "frozen_roster", RIGHT_KEEP, RIGHT_REGISTER },
    { "damage", RIGHT_KEEP, RIGHT_REGISTER },
    { "relief_list", RIGHT_KEEP, RIGHT_REGISTER },
    { "relief_given", RIGHT_KEEP, RIGHT_REGISTER },
};

static bool kind_right_is(const struct kind *k)
{
    for (size_t i = 0; i < LEN(right_of_kinds); i++)
        if (!strcmp(right_of_kinds[i].kind, k->name))
            return CHECK_INT(kind_right(k), right_of_kinds[i].right) &&
                   CHECK_INT(kind_reads(k), right_of_kinds[i].reads);
    printf("# kind %s has no row in test/web_walk.c\n", k->name);
    return CHECK(!"each kind has its row");
}

/* Every kind is written through the same page; the page's right is only half
 * of the answer. */
SITE(every_kind_by_every_role)
{
    struct walk w;
    char at[64];

    walk_start(&w, db);
    for (size_t p = 0; p < LEN(posted_as); p += db_is_far(db) ? 3 : 1) {
        browser_login(&w.ward.b, login_of(&posted_as[p]));
        for (int i = 0; i < kind_count; i++) {
            const struct kind *k = kind_index[i];
            bool see = post_may(&posted_as[p], RIGHT_SEE);
            bool may = see && post_may(&posted_as[p], kind_right(k)) &&
                       !k->hushed; /* it has no form */
            bool sees = see && post_may(&posted_as[p], kind_reads(k));
            int refuses = see && k->hushed ? 404 : 403;

            if (!kind_right_is(k))
                continue;
            snprintf(at, sizeof at, "/list/%s", k->name);
            if (!CHECK_INT(get(&w.ward.b, at), sees ? 200 : 403))
                printf("# %s by %s\n", at, login_of(&posted_as[p]));
            snprintf(at, sizeof at, "/new/%s", k->name);
            if (!CHECK_INT(get(&w.ward.b, at), may ? 200 : refuses) ||
                !CHECK_INT(send_form(&w.ward.b, at, "x="), may ? 422 : refuses))
                printf("# %s by %s\n", at, login_of(&posted_as[p]));
        }
    }
    browser_end(&w.ward.b);
}

/* ---- every page as JSON -------------------------------------------------*/

/* A file and a redirection are what they are. */
static bool no_json(const struct page *p)
{
    return p->method != PAGE_GET || !strcmp(p->name, "app") ||
           !strcmp(p->name, "lang") || !strcmp(p->name, "file") ||
           str_ends(str_of(p->path), S(".pdf")) ||
           str_ends(str_of(p->path), S(".png"));
}

static const struct json *answered(struct browser *b)
{
    size_t at;

    return json_read(str_trim(b->answer.body), &b->arena, &at);
}

SITE(every_page_as_json)
{
    struct walk w;

    walk_start(&w, db);
    for (int i = 0; i < page_count; i++) {
        const struct page *p = page_index[i];
        const struct row *r = row_of(p);
        const struct json *j;

        if (!r || no_json(p))
            continue;
        if (!CHECK_INT(get_json(&w.ward.b, path_of(&w, r->good)), 200))
            printf("# %s\n", p->name);
        CHECK_STR(w.ward.b.answer.type, S("application/json"));
        j = answered(&w.ward.b);
        if (!CHECK(j && j->type == JSON_OBJECT && j->n > 0))
            printf("# %s\n", p->name);
        if (!r->made_up)
            continue;
        CHECK_INT(get_json(&w.ward.b, path_of(&w, r->made_up)), 404);
        CHECK_STR(w.ward.b.answer.type, S("application/json"));
    }
    w.ward.b.cookie[0] = 0;
    for (int i = 0; i < page_count; i++) {
        const struct page *p = page_index[i];
        const struct row *r = row_of(p);

        if (!r || no_json(p))
            continue;
        CHECK_INT(get_json(&w.ward.b, path_of(&w, r->good)),
                  p->right == RIGHT_NONE ? 200 : 401);
        CHECK_STR(w.ward.b.answer.type, S("application/json"));
    }
    browser_end(&w.ward.b);
}

/* The field tables that forms are drawn from, and what a record says now. */
SITE(a_form_as_json_is_its_field_table)
{
    const struct json *j, *f;
    struct walk w;
    char at[64];

    walk_start(&w, db);
    browser_login(&w.ward.b, "admin");
    for (int i = 0; i < kind_count; i++) {
        const struct kind *k = kind_index[i];

        snprintf(at, sizeof at, "/new/%s", k->name);
        if (get_json(&w.ward.b, at) == 403 || k->hushed)
            continue;
        j = answered(&w.ward.b);
        CHECK_STR(json_text(json_member(j, "kind"), &w.ward.b.arena),
                  str_of(k->name));
        f = json_member(j, "fields");
        CHECK_INT(f ? f->n : 0, k->fields);
        f = f ? f + 1 : NULL;
        for (int c = 0; f && c < k->fields; c++, f = json_next(f)) {
            CHECK_STR(json_text(json_member(f, "name"), &w.ward.b.arena),
                      str_of(k->field[c].name));
            CHECK_INT(json_member(f, "needed")->type == JSON_TRUE,
                      (k->field[c].flags & FIELD_NEED) != 0);
            CHECK(json_text(json_member(f, "word"), &w.ward.b.arena).n > 0);
            CHECK_INT(json_member(f, "children") != NULL,
                      k->field[c].type == FIELD_ROWS);
            CHECK_INT(json_member(f, "choices") != NULL,
                      k->field[c].type == FIELD_CHOICE);
        }
    }
    CHECK_INT(get_json(&w.ward.b, path_of(&w, "/edit/filing/{filing}")), 200);
    j = answered(&w.ward.b);
    f = json_member(json_member(j, "record"), "values");
    CHECK_INT(f ? f->n : 0, 2);
    CHECK(has(&w.ward.b, "\"amount\":1200"));
    CHECK_STR(json_text(json_member(j, "tip"), &w.ward.b.arena),
              str_of(path_of(&w, "{filing}")));
    CHECK_INT(get_json(&w.ward.b, "/help/place"), 200);
    CHECK(json_member(answered(&w.ward.b), "kind"));
    CHECK(json_member(answered(&w.ward.b), "page"));
    CHECK_INT(get_json(&w.ward.b, "/import/3"), 200);
    CHECK(has(&w.ward.b, "\"file\":\"a <b>.csv\""));
    CHECK(has(&w.ward.b, "\"line\":2,\"reason\":\"no \\\"such\\\" place\""));
    CHECK_INT(get_json(&w.ward.b, "/login"), 200);
    CHECK(has(&w.ward.b, "\"csrf\":false"));
    browser_end(&w.ward.b);
}

/* ---- steps that somebody made up ----------------------------------------*/

#define HOSTILE(s)                                                             \
    {                                                                          \
        s, sizeof s - 1                                                        \
    }
static const struct str hostile[] = {
    HOSTILE(NOT),
    HOSTILE("00112233"),
    HOSTILE("00112233445566778899aabbccddeefg"),
    HOSTILE("-1"),
    HOSTILE("99999999999999999999999"),
    HOSTILE("1 OR 1=1"),
    HOSTILE("' OR '1'='1"),
    HOSTILE("x'; DROP TABLE place;--"),
    HOSTILE("\"><img src=x onerror=alert(1)>"),
    HOSTILE("<script>alert(1)<\\script>"),
    HOSTILE("</title><script>alert(1)</script>"),
    HOSTILE("a\r\nSet-Cookie: evil=1"),
    HOSTILE("a\nb"),
    HOSTILE("."),
    HOSTILE(".."),
    HOSTILE("../../etc/passwd"),
    HOSTILE("..\\..\\windows"),
    HOSTILE("place\0.css"),
    HOSTILE("\xc0\xaf"),
    HOSTILE("\xff\xfe"),
    HOSTILE("\xf0\x9f\x98\x80"),
    HOSTILE("\xe2\x80\xae"
            "cod.exe"),
    HOSTILE("%s%n%x"),
    HOSTILE("*"),
    HOSTILE("~"),
    HOSTILE(" "),
    HOSTILE("{}"),
};

/* The page's pattern with `bad` at its star number `at`, and at the others
 * what would be good. */
static const char *bad_path(struct walk *w, const struct page *p, int at,
                            struct str bad)
{
    struct str good = str_of(path_of(w, row_of(p)->good));
    struct str pattern = str_of(p->path);
    struct buf b = buf_start(&w->ward.b.site.arena);
    int star = 0;

    str_cut(&good, '/');
    str_cut(&pattern, '/');
    good = str_cut(&good, '?');
    while (pattern.n) {
        struct str step = str_cut(&pattern, '/'), now = str_cut(&good, '/');
        bool here = str_same(step, S("*")) && star++ == at;

        buf_char(&b, '/');
        for (size_t i = 0; here && i < bad.n; i++) {
            buf_char(&b, '%');
            buf_hex(&b, bad.p + i, 1);
        }
        if (!here)
            buf_add(&b, now);
    }
    return arena_z(&w->ward.b.site.arena, buf_str(&b));
}

/* The door of a member's own page is the same for every code, anybody's or
 * nobody's: test/web_mine.c. */
static bool tells_no_code(const struct page *p, struct str step)
{
    return str_starts(str_of(p->path), S("/mine/")) && str_same(step, S(NOT));
}

static void refused(struct walk *w, const struct page *p, int at,
                    struct str bad)
{
    const char *path = bad_path(w, p, at, bad);
    int status = ask(w, p, path);

    if (tells_no_code(p, bad))
        return;

    if (!CHECK(status == 404 || status == 400)) {
        printf("# %s: %d\n", p->name, status);
        tap_quote("step", bad);
    }
    CHECK(!has(&w->ward.b, "<script>alert") && !has(&w->ward.b, "<img src=x"));
    CHECK(!answer_header(&w->ward.b, "Set-Cookie").n);
    CHECK(!answer_header(&w->ward.b, "Location").n);
}

static int stars(const char *path)
{
    int n = 0;

    for (; *path; path++)
        n += *path == '*';
    return n;
}

SITE(made_up_steps_lead_nowhere)
{
    static char long_step[6000];
    struct str very_long = { long_step, sizeof long_step };
    struct walk w;
    int tried = 0;

    walk_start(&w, db);
    memset(long_step, 'a', sizeof long_step);
    for (int i = 0; i < page_count; i++) {
        const struct page *p = page_index[i];

        if (!row_of(p))
            break;
        for (int at = 0; at < stars(p->path); at++) {
            for (size_t h = 0; h < LEN(hostile); h++)
                refused(&w, p, at, hostile[h]);
            refused(&w, p, at, very_long);
            tried++;
        }
    }
    CHECK(tried > 10);
    CHECK_INT(get(&w.ward.b, "/place/pk723"), 200);
    browser_end(&w.ward.b);
}

/* An id that is there, but of another kind. */
SITE(an_id_of_another_kind_is_nothing)
{
    static const char *const path[] = {
        "/place/{filing}",
        "/place/{alias}",
        "/edit/filing/{alias}",
        "/edit/alias/{filing}",
        "/edit/place/{filing}",
        "/edit/filing/{place}",
        "/edit/fix/{filing}",
        "/edit/access/{filing}",
        "/import/{filing}",
        "/list/{place}",
        "/find/{filing}",
        "/help/{filing}",
        "/report/{filing}",
        "/new/{alias}",
        "/postings?indicator=hh&place={filing}",
        "/postings?indicator=hh&rsp={place}",
    };
    struct walk w;

    walk_start(&w, db);
    for (size_t i = 0; i < LEN(path); i++)
        if (!CHECK_INT(get(&w.ward.b, path_of(&w, path[i])), 404))
            printf("# %s\n", path[i]);
    CHECK_INT(send_form(&w.ward.b, path_of(&w, "/edit/filing/{alias}"),
                        "_why=x"),
              404);
    CHECK_INT(get(&w.ward.b, path_of(&w, "/outreach?place={filing}")), 400);
    CHECK_INT(get(&w.ward.b, path_of(&w, "/outreach?rsp={place}")), 400);
    browser_end(&w.ward.b);
}

/* ---- what somebody made up behind the question mark ----------------------*/

static const char *const argument[] = {
    "after",   "as_of",      "banding",    "bars",    "before",
    "body",    "by",         "card",       "dir",     "figures",
    "from",    "group",      "groups",     "held",    "household",
    "in",      "indicator",  "kept",       "line",    "page",
    "period",  "person",     "place",      "places",  "places.said",
    "product", "project",    "public",     "q",       "round",
    "rsp",     "said",       "score",      "sheet",   "since",
    "sort",    "state",      "survey",     "then",    "unplaced",
    "upto",    "with_as_of", "with_place", "f.place", "f.score",
    "f.held",
};
/* Escaped as addresses are; {filing} and {place} are ids of other kinds. */
static const char *const nonsense[] = {
    "99999999999999999999",
    "{filing}",
    "%27%22%3Cscript%3Ealert(1)",
    "-9223372036854775808",
    NOT,
    "{place}",
    "%FF%C0%AF",
    "0001-01",
    "2014-13-40",
    "*",
};

/* Whatever is asked, the answer is a page, or says why there is none. */
static void answered_fairly(struct walk *w, const char *path)
{
    int status = get(&w->ward.b, path);
    bool fair = status == 200 || status == 303 || status == 400 ||
                status == 403 || status == 404 || status == 409 ||
                status == 422;
    bool page = str_starts(w->ward.b.answer.type, S("text/html"));

    if (!CHECK(fair) || !CHECK(!page || !has(&w->ward.b, "<script>alert")))
        printf("# %s: %d\n", path, status);
}

static const char *with_argument(struct walk *w, const char *path,
                                 const char *name, const char *value)
{
    struct buf b = buf_start(&w->ward.b.site.arena);

    buf_z(&b, path);
    buf_char(&b, strchr(path, '?') ? '&' : '?');
    if (name) {
        buf_fmt(&b, "%s=%s", name, value);
        return path_of(w, arena_z(&w->ward.b.site.arena, buf_str(&b)));
    }
    for (size_t i = 0; i < LEN(argument); i++)
        buf_fmt(&b, "&%s=%s", argument[i], value);
    return path_of(w, arena_z(&w->ward.b.site.arena, buf_str(&b)));
}

enum { ALONE = 3 }; /* so many of them for each argument by itself */

/* Each argument alone, as a page and as JSON in turn; then all of them. */
static void arguments_tried(struct walk *w, const char *path)
{
    for (size_t v = 0; v < LEN(nonsense); v++) {
        for (size_t a = 0; v < ALONE && a < LEN(argument); a++) {
            if ((a + v) % 2)
                browser_header(&w->ward.b, "Accept", "application/json");
            answered_fairly(w,
                            with_argument(w, path, argument[a], nonsense[v]));
        }
        answered_fairly(w, with_argument(w, path, NULL, nonsense[v]));
    }
}

SITE(made_up_arguments_are_answered)
{
    struct walk w;
    char at[80];

    walk_start(&w, db);
    for (int i = 0; i < page_count; i++) {
        const struct page *p = page_index[i];

        if (!row_of(p) || p->method != PAGE_GET || p->right == RIGHT_NONE)
            continue;
        if (db_is_far(db) && i % 5) /* the same code asks either */
            continue;
        arguments_tried(&w, path_of(&w, row_of(p)->good));
    }
    for (int i = 0; i < report_count; i += db_is_far(db) ? 5 : 1) {
        snprintf(at, sizeof at, "/report/%s?place=pk723",
                 report_index[i]->name);
        answered_fairly(&w, at);
        arguments_tried(&w, at);
    }
    CHECK(report_count > 5);
    browser_end(&w.ward.b);
}

/* Every page with the id of everything that there is, for each of its steps. */
SITE(an_id_of_any_kind_is_answered)
{
    struct walk w;

    walk_start(&w, db);
    for (int i = 0; i < page_count; i++) {
        const struct page *p = page_index[i];

        for (size_t t = 0; strchr(p->path, '*') && t < w.ward.things; t++) {
            struct buf b = buf_start(&w.ward.b.site.arena);

            for (const char *c = p->path; *c; c++)
                if (*c == '*')
                    id_put(&b, w.ward.thing[t].id);
                else
                    buf_char(&b, *c);
            if (p->method == PAGE_GET && p->right != RIGHT_NONE)
                for (int json = 0; json < 2; json++) {
                    if (json)
                        browser_header(&w.ward.b, "Accept", "application/json");
                    answered_fairly(&w,
                                    arena_z(&w.ward.b.site.arena, buf_str(&b)));
                }
        }
    }
    browser_end(&w.ward.b);
}

/* ---- many places at once ------------------------------------------------*/

/* What a page of children shows is what each of them shows itself. */
SITE(figures_of_many_places_are_those_of_each)
{
    static const char *const code[] = { "uc",       "hh",      "lso",
                                        "district", "uc_base", "none" };
    struct question q = { .from = MONTH_NONE };
    struct id place[2000];
    struct place_total all[2000];
    struct walk w;

    walk_start(&w, db);
    draft(&w.ward.b.site, "filing",
          with(&w.ward.b.site,
               "{\"as_of\":\"2014-11\",\"place\":\"%1\",\"rsp\":\"%2\","
               "\"values\":[{\"amount\":30,\"indicator\":\"uc\"},"
               "{\"amount\":7,\"indicator\":\"hh\"}]}",
               ward_id(&w.ward, "place", 5), id_named(S("rsp"), S("NRSP")),
               ID_NONE));
    CHECK(month_read(S("2014-12"), &q.as_of));
    for (int level = 0; level <= 3; level++) {
        struct rows r = db_text_rows(
            db, S("SELECT entry FROM place WHERE level = $1 ORDER BY entry"));
        size_t n = 0;

        db_bind_int(&r, 1, level);
        while (n < LEN(place) && db_next(&r))
            place[n++] = db_id(&r, 0);
        db_done(&r);
        CHECK(n > 0 || level == 2); /* no divisions yet */
        for (size_t c = 0; c < LEN(code); c++) {
            figure_totals(db, &q, str_of(code[c]), level, place, n, all);
            for (size_t i = 0; i < n; i += 1 + n / 40) {
                int64_t one;

                q.place = place[i];
                CHECK_INT(figure_total(db, &q, str_of(code[c]), &q.as_of, 1,
                                       &one),
                          all[i].said);
                CHECK_INT(one, all[i].amount);
            }
        }
    }
    q.place = ward_id(&w.ward, "place", 5);
    figure_totals(db, &q, S("uc"), 3, &q.place, 1, all);
    CHECK(all[0].said);
    CHECK_INT(all[0].amount, 30); /* the larger of two, not their sum */
    browser_end(&w.ward.b);
}

/* ---- every table as a file ----------------------------------------------*/

/* Tables of a page that hold no control: a form is no table to take home. */
static int tables_shown(struct str page)
{
    const char *p = page.p, *end = page.p + page.n, *to;
    int n = 0;

    while ((p = memmem(p, (size_t)(end - p), "<table", 6))) {
        to = memmem(p, (size_t)(end - p), "</table>", 8);
        if (!to)
            return -1;
        n += !memmem(p, (size_t)(to - p), "<input", 6) &&
             !memmem(p, (size_t)(to - p), "<select", 7) &&
             !memmem(p, (size_t)(to - p), "<textarea", 9) &&
             memmem(p, (size_t)(to - p), "<tr", 3);
        p = to;
    }
    return n;
}

static int times(const struct browser *b, const char *what)
{
    const char *p = b->answer.body.p, *end = p + b->answer.body.n;
    int n = 0;

    while ((p = memmem(p, (size_t)(end - p), what, strlen(what)))) {
        p += strlen(what);
        n++;
    }
    return n;
}

static int file_got(struct walk *w, const char *path, const char *file)
{
    struct buf b = buf_start(&w->ward.b.site.arena);

    buf_fmt(&b, "%s%cfile=%s", path, strchr(path, '?') ? '&' : '?', file);
    return get(&w->ward.b, arena_z(&w->ward.b.site.arena, buf_str(&b)));
}

/* Each as a file, and all of them in one workbook, a sheet each. */
static void files_of(struct walk *w, const char *path, int tables)
{
    struct browser *b = &w->ward.b;
    char said[60];

    for (int i = 1; i <= tables; i++) {
        snprintf(said, sizeof said, "csv&table=%d", i);
        CHECK_INT(file_got(w, path, said), 200);
        CHECK_STR(b->answer.type, S("text/csv; charset=utf-8"));
        CHECK(!has(b, "<t") && !has(b, "&amp;"));
    }
    CHECK_INT(file_got(w, path, "xlsx"), 200);
    CHECK_STR(b->answer.type, S("application/vnd.openxmlformats-officedocument"
                                ".spreadsheetml.sheet"));
    snprintf(said, sizeof said, "xl/worksheets/sheet%d.xml", tables);
    CHECK(has(b, said));
}

static void tables_of(struct walk *w, const char *path)
{
    struct browser *b = &w->ward.b;
    bool failed = tap_failed;
    int tables = 0, csv, xlsx;

    tap_failed = false;

    if (get(b, path) == 200 && str_starts(b->answer.type, S("text/html")))
        tables = tables_shown(b->answer.body);
    csv = times(b, "file=csv") + times(b, "format=csv");
    xlsx = times(b, "format=xlsx");
    if (tables) {
        CHECK(csv >= tables);
        CHECK(has(b, "file=xlsx") || xlsx > 0);
        files_of(w, path, tables);
    }
    if (tap_failed)
        printf("# %s has %d tables\n", path, tables);
    tap_failed |= failed;
}

SITE(every_table_is_a_csv_and_a_workbook)
{
    struct walk w;

    walk_start(&w, db);
    w.ward.b.web.xlsx = sheet_xlsx;
    /* Files are made of what was drawn, and that is the same far away. */
    for (int i = 0; i < page_count && !db_is_far(db); i++) {
        const struct row *r = row_of(page_index[i]);

        if (r && page_index[i]->method == PAGE_GET)
            tables_of(&w, path_of(&w, r->good));
    }
    browser_end(&w.ward.b);
}
