//! The tactics of scenarios that are drawn at random.

/// Tactics to draw from.
pub const TACTICS: [&str; 21] = [
    "ads",
    "participation",
    "amplification",
    "share",
    "service",
    "sale",
    "preorder",
    "invite",
    "packets",
    "content",
    "pushes",
    "again",
    "staff",
    "scout",
    "honours",
    "stars",
    "ranks",
    "meetup",
    "launch",
    "open",
    "contest",
];

/// Lines of a tactic by its name in the list.
pub fn tactic(kind: &str) -> &'static str {
    match kind {
        "ads" => {
            "kind = \"ads\"\nspend = 4_000\nflight = \"burst\"\nburst_days = 5\nduration = \"30d\"\ncold_cac = 50\nstarts = \"active >= 6\""
        }
        "participation" => {
            "kind = \"participation\"\nowners_who_need_it = 0.6\nuser_gain = 1.0\ncompany_gain = 1.0\nbudget = 30_000\nstaff = \"by load\""
        }
        "amplification" => {
            "kind = \"amplification\"\nwhen_first = \"8d\"\nagain_after = \"28d\"\nspend_each = 2_000\nbudget = 8_000"
        }
        "service" => {
            "kind = \"service\"\nteam.heads = 1\nteam.wage_per_month = 100\nautomatic = 0.5\nautomatic_per_month = 10\n\
             everyone_listens = 0.5\nlistening_per_month = 10\ngift = 1\ngift_told = 0.5\ngift_talk = 2\nhelpers = 2\nshared_desk = false\n\
             own_discretion = false\nmessages_per_owner_year = 300\nanswer_gain = 0.2\nbudget = 2_000"
        }
        "invite" => {
            "kind = \"invite\"\ngiven_to = \"owners\"\ncodes = 2\nevery = \"5d\"\ngives_per_day = 1.5\nconverts = 0.2\nsupply = 200\n\
             reward = 3\nselling = 0.5"
        }
        "packets" => {
            "kind = \"invite\"\nname = \"packets\"\ngiven_to = \"owners\"\npass_on = true\ncodes = 3\nevery = \"9d\"\n\
             gives_per_day = 0.5\nconverts = 0.05\nvalue = 0.5\nbudget = 150"
        }
        "sale" => {
            "kind = \"sale\"\nevery = \"3d\"\nopen_for = \"12h\"\nstock = 9\nsour = 0.2\nbuzz = 0.4\nstarts = \"4d\"\nfree_because = \"a test\""
        }
        "preorder" => {
            "kind = \"sale\"\nname = \"preorder\"\nevery = \"4d\"\nopen_for = \"4d\"\nstock_share = 0.5\ndelivery = \"5d\"\nprice = 10\nprice_drop = 0.2\nstops = \"active >= 60\""
        }
        "content" => {
            "kind = \"content\"\nname = \"own\"\nfollowers_at_start = 20\nfollow_at_adoption = 0.5\nfollow_per_view = 0.2\nplays.per_day = 300\n\
             partners_per_day = 0.7\nposts_per_day = 12\nrelative_force = 20\nmix.interactive = 1\ncue = \"daily\"\npicks_from = \"9d\"\n\
             persona_risk = 9\ntone = 0.5\nteam = { heads = 1, wage_per_month = 10 }"
        }
        "pushes" => {
            "kind = \"content\"\nname = \"pushes\"\non = \"wechat\"\nstarts = \"3d\"\npurpose = \"sell\"\npushes_per_month = 40\nfollow_at_adoption = 1\n\
             relative_force = 10\nmix.interactive = 1\nteam = { heads = 1, wage_per_month = 10 }"
        }
        "again" => {
            "kind = \"content\"\nname = \"again\"\naccount = \"own\"\nstarts = \"followers >= 9\"\nfollow_at_adoption = 0.9\nmix.emotional = 1\n\
             team = { heads = 2, wage_per_month = 10, ramp = \"20d\" }"
        }
        "staff" => "kind = \"staff\"\ncount = 9\ntalk = 3\ntest = 0.2\ncost_each = 10\nstarts = \"2d\"",
        "scout" => {
            "kind = \"scout\"\ncontacts_per_head_day = 9\nsegments = [\"innovators\", \"early majority\"]\nconverts = 0.1\n\
             found_out = 0.3\nsuper_users = 4\nteam = { heads = 2, wage_per_month = 10 }"
        }
        "honours" => {
            "kind = \"recognition\"\nname = \"honours\"\nfrom = \"owners\"\ncount = 12\nevery = \"6d\"\nanswers_per_day = 2\n\
             leaks_per_year = 20\ncost_per_member_month = 9\nvoters = 0.1\nexpert = 9\nearns_per_member_month = 20"
        }
        "stars" => {
            "kind = \"recognition\"\nname = \"stars\"\nfrom = \"owners\"\nwho = \"stars\"\ncount = 5\nevery = \"7d\"\ntalk = 4\nfor = \"9d\"\n\
             aspire = 1\ncost_each = 9\nstarts = \"3d\""
        }
        "ranks" => "kind = \"recognition\"\nname = \"ranks\"\nwho = \"ranks\"\nranks = 1\nprice = 10",
        "meetup" => {
            "kind = \"meetup\"\nevery = \"4d\"\nrevisit = \"9d\"\nguests = 9\ngain = 0.5\ntalk = 2\nfor = \"5d\"\nintroduces = 0.4\n\
             things_made = 0.4\nwatched = 0.01\nlive = 1\ncost = 20\ncost_each = 1"
        }
        "launch" => {
            "kind = \"meetup\"\nname = \"launch\"\ndates = [\"3d\", \"9d\", \"10d\"]\nwhere = \"everywhere\"\nguests = 7\ntalk = 3\ncost = 9"
        }
        "open" => {
            "kind = \"participation\"\nname = \"open\"\nopen_to = \"aware\"\nserves = \"sales\"\ncommits = 30\nexpert = 3\nsour = 0.9\n\
             user_gain = 0.2\nremix = 0.3\nstatus_shown = true\nbuilt = 0.5\nneeded_by = [\"innovators\", \"early majority\"]\n\
             interaction = { simple = 1, rewarding = 1, fun = 1, real = 0.5 }\ncontent = 0.3\nacts_per_day = 2\nstarts = \"2d\"\n\
             staff = 1\nwage_per_month = 10"
        }
        "contest" => {
            "kind = \"contest\"\nwinners_per_day = 3\npeople_who_enter = 0.7\ncommits = 20\ncontent = 0.3\nannoys = 0.3\nfair = false\n\
             budget = 3_000\ninvolvement_gain = 0.3\nstops = \"15d\""
        }
        _ => "kind = \"share\"\nfeed = \"weibo\"\nfree_because = \"a test\"",
    }
}
