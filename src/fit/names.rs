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
