package io.sandglass.app;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sandglass.store.jdbc.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, and which room may use which library. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/io/sandglass/example")) // not shipped, to be copied
            .importPackages("io.sandglass");

    private static final String[] PUBLIC_OF_THE_SANDBOX = {
        "io.sandglass.sandbox",
        "io.sandglass.sandbox.capability",
        "io.sandglass.sandbox.engine",
        "io.sandglass.sandbox.inspect",
        "io.sandglass.sandbox.quarantine"
    };
    private static final DescribedPredicate<JavaClass> INTERNAL_TO_THE_SANDBOX = resideInAPackage(
                    "io.sandglass.sandbox..")
            .and(resideOutsideOfPackages(PUBLIC_OF_THE_SANDBOX))
            .as("internal to the sandbox");

    @Test
    void seesEveryRoom() {
        assertThat(ALL.containPackage("io.sandglass.migration")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.sandbox")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.plugin")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.plugin.host")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.plugin.standard")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.engine")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.store.jdbc")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.store.journal")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.store.codec")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.store.payload")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.store.directory")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.store.database")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.store.ledger")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.store.tables")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.fair")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.fault")).isTrue();
        assertThat(ALL.containPackage("io.sandglass.trigger")).isTrue();
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.sandglass.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void keepsThePluginApiFreeOfEverythingButAnnotations() {
        classes()
                .that()
                .resideInAPackage("io.sandglass.plugin")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.sandglass.plugin", "io.sandglass.plugin.internal", "java..", "org.jspecify.annotations")
                .check(ALL);
    }

    @Test
    void keepsCoreFreeOfTheRoomsAboveIt() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.sandglass.spec..",
                        "io.sandglass.expression..",
                        "io.sandglass.plan..",
                        "io.sandglass.run..",
                        "io.sandglass.engine..",
                        "io.sandglass.store",
                        "io.sandglass.fair..",
                        "io.sandglass.fault..",
                        "io.sandglass.time..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sandglass.app..",
                        "io.sandglass.store.*..",
                        "io.sandglass.trigger..",
                        "io.sandglass.plugin.host..",
                        "io.sandglass.plugin.wasm..",
                        "io.sandglass.plugin.standard..",
                        "io.sandglass.sandbox..",
                        "org.h2..",
                        "org.quartz..",
                        "com.dylibso..")
                .check(ALL);
    }

    @Test
    void keepsTheLeavesFreeOfOurs() {
        seesOfOursOnly("io.sandglass.migration..");
        seesOfOursOnly("io.sandglass.sandbox..");
        seesOfOursOnly("io.sandglass.fault..");
    }

    @Test
    void keepsFairnessBelowTheEngine() {
        seesOfOursOnly("io.sandglass.fair..", "io.sandglass.run..", "io.sandglass.spec..");
    }

    @Test
    void keepsTheJournalUnderEverythingElseOfTheStore() {
        seesOfOursOnly("io.sandglass.store.file..");
        seesOfOursOnly("io.sandglass.store.journal..", "io.sandglass.fault..", "io.sandglass.store.file..");
        seesOfOursOnly(
                "io.sandglass.store.codec..",
                "io.sandglass.run..",
                "io.sandglass.plugin",
                "io.sandglass.plugin.internal",
                "io.sandglass.spec..");
        seesOfOursOnly(
                "io.sandglass.store.payload..",
                "io.sandglass.store.codec..",
                "io.sandglass.store.file..",
                "io.sandglass.store",
                "io.sandglass.time..");
        seesOfOursOnly("io.sandglass.store.schema..");
        seesOfOursOnly("io.sandglass.store.history..", "io.sandglass.run..", "io.sandglass.store");
        seesOfOursOnly(
                "io.sandglass.store.directory..",
                "io.sandglass.store.file..",
                "io.sandglass.store",
                "io.sandglass.store.journal..",
                "io.sandglass.store.payload..",
                "io.sandglass.time..");
    }

    @Test
    void keepsThePartsOfTheStoreInTheirOrder() {
        List<String> order = Stream.of(
                        "directory",
                        "database",
                        "ledger",
                        "tables",
                        "projection",
                        "intake",
                        "retention",
                        "backup",
                        "verify",
                        "jdbc")
                .map(name -> "io.sandglass.store." + name + "..")
                .toList();

        for (int part = 0; part < order.size() - 1; part++) {
            noClasses()
                    .that()
                    .resideInAPackage(order.get(part))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(order.subList(part + 1, order.size()).toArray(String[]::new))
                    .check(ALL);
        }
    }

    @Test
    void keepsLedgerAndDatabaseApart() {
        noClasses()
                .that()
                .resideInAPackage("io.sandglass.store.ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "io.sandglass.store.database..", "io.sandglass.store.tables..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("io.sandglass.store.database..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sandglass.store.ledger..", "io.sandglass.store.tables..")
                .check(ALL);
    }

    @Test
    void opensEveryHomeWithItsSettings() {
        noClasses()
                .that()
                .resideInAPackage("io.sandglass.app..")
                .and()
                .doNotHaveFullyQualifiedName("io.sandglass.app.Keeping")
                .should()
                .callMethod(StoreSettings.class, "inDirectory", Path.class)
                .because("a store is kept as sandglass.yaml says: ask Administration for its settings")
                .check(ALL);
    }

    @Test
    void keepsTheHostAndTheShippedNodesFreeOfCore() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.sandglass.plugin.host..", "io.sandglass.plugin.wasm..", "io.sandglass.plugin.standard..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sandglass.engine..", "io.sandglass.run..", "io.sandglass.store..", "io.sandglass.plan..")
                .check(ALL);
    }

    @Test
    void givesEachLibraryItsRoom() {
        onlyIn("org.quartz..", "io.sandglass.trigger.quartz..");
        onlyIn("org.h2..", "io.sandglass.store..");
        onlyIn("com.zaxxer..", "io.sandglass.store.jdbc..");
        onlyIn("org.flywaydb..", "io.sandglass.store.schema..");
        onlyIn("java.sql..", "io.sandglass.store..");
        onlyIn("com.dylibso..", "io.sandglass.sandbox.engine.chicory..");
        onlyIn("org.jgrapht..", "io.sandglass.plan..");
        onlyIn("com.dashjoin..", "io.sandglass.expression..");
        onlyIn("com.google.re2j..", "io.sandglass.expression..");
        onlyIn("picocli..", "io.sandglass.app.cli..");
        onlyIn("com.sun.net.httpserver..", "io.sandglass.app.http..");
    }

    @Test
    void usesTheSandboxByItsPublicPackagesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sandglass.sandbox..")
                .should()
                .dependOnClassesThat(INTERNAL_TO_THE_SANDBOX)
                .because("their descriptions say that they are internal")
                .check(ALL);
    }

    @Test
    void showsNothingInternalInWhatIsPublicOfTheSandbox() {
        Stream<JavaClass> shown = ALL.stream()
                .filter(resideInAnyPackage(PUBLIC_OF_THE_SANDBOX))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(code -> code.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(code ->
                        Stream.concat(Stream.of(code.getRawReturnType()), code.getRawParameterTypes().stream()));

        assertThat(shown.filter(INTERNAL_TO_THE_SANDBOX)).isEmpty();
    }

    @Test
    void neverReadsSerializedObjects() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(ALL);
    }

    /** X4: no text becomes an object of a class that it names. */
    @Test
    void makesNoObjectsOfWhatDataNames() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("javax.naming..", "java.rmi..").or(name("java.beans.XMLDecoder")))
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .callMethodWhere(target(nameMatching("(activate|enable)DefaultTyping.*")))
                .check(ALL);
    }

    private static void seesOfOursOnly(String room, String... neighbours) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(resideInAPackage("io.sandglass..")
                        .and(resideOutsideOfPackage(room))
                        .and(resideOutsideOfPackages(neighbours)))
                .check(ALL);
    }

    private static void onlyIn(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .as("only " + room + " uses " + library)
                .allowEmptyShould(false)
                .check(ALL);
    }
}
