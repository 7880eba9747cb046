/// How often, in words.
public enum FrequencyWords {
  /// `day` as 每日; other words as they are.
  public static func text(_ word: String) -> String {
    switch word {
    case "continuous": "连续"
    case "once": "一次"
    case "hour": "每小时"
    case "shift": "每班"
    case "day": "每日"
    case "week": "每周"
    case "batch": "每批次"
    case "event": "每次"
    case "month": "每月"
    case "quarter": "每季度"
    case "year": "每年"
    default: word
    }
  }
}
