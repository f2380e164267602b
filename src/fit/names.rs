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
            "adopters",
            "adoptions",
            "sales",
            "units",
            "users",
            "new_users",
            "downloads",
            "registrations",
            "cumulative",
            "total",
            "新增",
            "新增用户",
            "数量",
            "销量",
            "人数",
            "用户数",
            "值",
            "累计",
            "cum",
            "running_total",
            "累计用户",
            "累计用户数",
            "owners",
            "active",
            "active_users",
            "mau",
            "wau",
            "dau",
            "subscribers",
            "installed_base",
            "stock",
            "保有量",
            "存量",
            "活跃用户",
            "月活",
            "日活",
        ],
        "stock" => STOCKS,
        "cumulative" => TOTALS,
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
const STOCKS: &[&str] = &[
    "owners",
    "active",
    "active_users",
    "active users",
    "mau",
    "wau",
    "dau",
    "users",
    "subscribers",
    "installed_base",
    "installed base",
    "保有量",
    "存量",
    "用户数",
    "活跃用户",
    "活跃用户数",
    "月活",
    "日活",
];

/// Names of columns that hold running totals.
const TOTALS: &[&str] =
    &["cum", "cumulative_adopters", "running_total", "running total", "累计", "累计用户", "累计用户数"];

fn is(header: &str, names: &[&str], own: &str) -> bool {
    let header = header.trim().to_lowercase();
    header == own || names.contains(&header.as_str())
}

/// Whether a column of this name holds a stock.
pub(super) fn is_stock(header: &str) -> bool {
    is(header, STOCKS, "stock")
}

/// Whether a column of this name holds running totals.
pub(super) fn is_total(header: &str) -> bool {
    is(header, TOTALS, "cumulative")
}
