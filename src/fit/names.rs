//! Other names by which columns are known, in small letters.

/// Names that tables give a column besides its own, in order.
pub(super) fn others(name: &str) -> &'static [&'static str] {
    match name {
        "period" => &[
            "date", "week", "month", "quarter", "year", "day", "t", "时间", "日期", "期", "周", "星期", "月",
            "月份", "季度", "年", "年份", "天",
        ],
        "value" => &[
            "new",
            "new_adopters",
            "new adopters",
            "new_users",
            "new users",
            "adopters",
            "adoptions",
            "sales",
            "units",
            "downloads",
            "registrations",
            "新增",
            "新增用户",
            "数量",
            "销量",
            "人数",
            "值",
            "users",
            "用户数",
            "cumulative",
            "total",
            "累计",
        ],
        "series" => &["产品", "系列"],
        "id" => &["person", "user", "user_id", "node", "编号", "用户", "用户编号", "人"],
        "time" => &["adoption_time", "time_of_adoption", "toa", "采用时间", "时间"],
        "src" => &["source", "from", "ego", "id_1", "node_1", "源", "来源", "从"],
        "dst" => &["target", "to", "alter", "id_2", "node_2", "目标", "到"],
        "adopted" => &["adopter", "是否采用", "采用"],
        _ => &[],
    }
}

/// Names of columns that hold the people who have something, or use it, at a time.
const STOCKS: &[&str] =
    &["stock", "owners", "mau", "wau", "dau", "users", "user_count", "subscribers", "用户数", "用户总数"];
/// How such names begin, and what stands in them.
const STOCK_BEGINS: [&str; 6] =
    ["active", "monthly active", "weekly active", "daily active", "installed base", "owners"];
const STOCK_HOLDS: [&str; 6] = ["保有", "存量", "活跃", "在网", "月活", "日活"];
/// How the names of running totals begin.
const TOTAL_BEGINS: [&str; 5] = ["cumul", "cum ", "running total", "累计", "累積"];

fn plain(header: &str) -> String {
    let header = header.split(['(', '（', '[']).next().unwrap_or(header);
    header.trim().to_lowercase().replace(['_', '-'], " ")
}

/// Whether a column of this name holds a stock.
pub(super) fn is_stock(header: &str) -> bool {
    let name = plain(header);
    let called = STOCKS.iter().any(|stock| stock.replace('_', " ") == name)
        || STOCK_BEGINS.iter().any(|begin| name.starts_with(begin))
        || STOCK_HOLDS.iter().any(|part| name.contains(part));
    called && !name.contains("new") && !name.contains('新')
}

/// Whether a column of this name holds running totals.
pub(super) fn is_total(header: &str) -> bool {
    let name = plain(header);
    name == "cum" || TOTAL_BEGINS.iter().any(|begin| name.starts_with(begin))
}

/// Whether a column of this name is what another stands for, by its words.
pub(super) fn means(name: &str, header: &str) -> bool {
    match name {
        "value" => is_stock(header) || is_total(header),
        "stock" => is_stock(header),
        "cumulative" => is_total(header),
        _ => false,
    }
}
