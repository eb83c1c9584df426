package dev.coterie.tidy;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a published module offers to everybody, as text: one line per type, indented ones for its
/// members, sorted.
final class PublicApi {
  private PublicApi() {}

  /// The modules of the house on the class path, by name.
  static Map<String, ModuleReference> modules() {
    Path[] ours =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("coterie-") || entry.endsWith("classes"))
            .map(Path::of)
            .toArray(Path[]::new);
    var found = new TreeMap<String, ModuleReference>();
    for (ModuleReference module : ModuleFinder.of(ours).findAll()) {
      String name = module.descriptor().name();
      if (name.startsWith("dev.coterie.") && !module.descriptor().isAutomatic()) {
        found.put(name, module);
      }
    }
    return found;
  }

  /// The listing of one module.
  static String of(ModuleReference module) throws IOException, ClassNotFoundException {
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toUnmodifiableSet());
    var listing = new StringBuilder("module " + module.descriptor().name() + "\n");
    for (String name : classes(module)) {
      int dot = name.lastIndexOf('.');
      if (dot > 0 && exported.contains(name.substring(0, dot))) {
        Class<?> type = Class.forName(name, false, PublicApi.class.getClassLoader());
        if (visible(type)) {
          listing.append('\n').append(describe(type));
        }
      }
    }
    return listing.toString();
  }

  private static Set<String> classes(ModuleReference module) throws IOException {
    try (var reader = module.open();
        Stream<String> entries = reader.list()) {
      return entries
          .filter(entry -> entry.endsWith(".class") && !entry.endsWith("-info.class"))
          .map(entry -> entry.substring(0, entry.length() - ".class".length()).replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static boolean visible(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getDeclaringClass()) {
      boolean open = Modifier.isPublic(c.getModifiers()) || Modifier.isProtected(c.getModifiers());
      if (!open || c.isSynthetic() || c.isAnonymousClass()) {
        return false;
      }
    }
    return true;
  }

  static String describe(Class<?> type) {
    var text = new StringBuilder(type.toGenericString());
    Type above = type.getGenericSuperclass();
    if (above != null && !Set.of(Object.class, Record.class).contains(type.getSuperclass())) {
      text.append(" extends ").append(above.getTypeName());
    }
    if (type.getGenericInterfaces().length > 0) {
      text.append(" implements ").append(names(type.getGenericInterfaces()));
    }
    if (type.isSealed()) {
      text.append(" permits ").append(names(type.getPermittedSubclasses()));
    }
    text.append('\n');
    var lines = new TreeSet<String>();
    for (Field field : type.getDeclaredFields()) {
      add(lines, field, field.toGenericString());
    }
    for (Executable constructor : type.getDeclaredConstructors()) {
      add(lines, constructor, constructor.toGenericString());
    }
    for (Method method : type.getDeclaredMethods()) {
      if (!method.isBridge() && !ofEveryObject(method)) {
        add(lines, method, method.toGenericString());
      }
    }
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }

  private static void add(Set<String> lines, Member member, String line) {
    boolean open =
        Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
    if (open && !member.isSynthetic()) {
      String owner = member.getDeclaringClass().getTypeName() + ".";
      lines.add(line.replace(owner + member.getName(), member.getName()));
    }
  }

  private static boolean ofEveryObject(Method method) {
    return switch (method.getName()) {
      case "hashCode", "toString" -> method.getParameterCount() == 0;
      case "equals" -> method.getParameterCount() == 1;
      default -> false;
    };
  }

  private static String names(Type[] types) {
    List<String> names = new ArrayList<>();
    for (Type type : types) {
      names.add(type.getTypeName());
    }
    return String.join(", ", names);
  }
}
