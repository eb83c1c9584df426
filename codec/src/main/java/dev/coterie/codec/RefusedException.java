package dev.coterie.codec;

/// Input that parses and breaks a rule: names the rule, and with it the section and the remedy.
public final class RefusedException extends CoterieException {
  private static final long serialVersionUID = 1L;

  private final transient Rule rule;
  private final String detail;

  /// @param rule the rule that was broken
  /// @param detail what broke it, never secret
  public RefusedException(Rule rule, String detail) {
    super(rule.name() + " (" + rule.section() + "): " + detail, null);
    this.rule = rule;
    this.detail = detail;
  }

  /// The rule that was broken.
  public Rule rule() {
    return rule;
  }

  /// What broke it.
  public String detail() {
    return detail;
  }
}
