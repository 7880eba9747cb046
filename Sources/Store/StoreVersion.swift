/// What marks a project file as ours, and its format.
public enum StoreVersion {
  /// SQLite's `application_id`: the bytes `mrv1`.
  public static let applicationID: Int32 = 0x6d72_7631

  /// The ending of project files.
  public static let ending = ".mrv"
}
