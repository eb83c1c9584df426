package dev.coterie.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every rule that a protocol can refuse by is named in a test that breaks it.
final class RulesTest {
  @Test
  void everyRuleIsNamedByATest() throws IOException {
    String tests =
        SourceRules.all(Room.root()).stream()
            .filter(source -> source.getKey().contains("/src/test/"))
            .filter(source -> !source.getKey().startsWith("tidy/"))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining("\n"));
    var unnamed = new TreeSet<String>();
    int rules = 0;
    for (JavaClass rule : Classes.ofTheHouse()) {
      if (!rule.isEnum() || !rule.isAssignableTo("dev.coterie.codec.Rule")) {
        continue;
      }
      for (JavaField constant : rule.getFields()) {
        if (constant.getModifiers().contains(JavaModifier.ENUM)) {
          rules++;
          if (!Pattern.compile("\\b" + constant.getName() + "\\b").matcher(tests).find()) {
            unnamed.add(rule.getSimpleName() + "." + constant.getName());
          }
        }
      }
    }
    assertThat(rules).isPositive();
    assertThat(unnamed).isEmpty();
  }
}
