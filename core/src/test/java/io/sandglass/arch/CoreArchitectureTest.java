package io.sandglass.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sandglass.expression.Expressions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The sentences of the architecture that concern core. */
class CoreArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> location.contains("/core/"))
            .importPackages("io.sandglass");

    private static final Set<String> TODAY =
            Set.of("LocalDate", "LocalTime", "LocalDateTime", "ZonedDateTime", "OffsetDateTime");

    @Test
    void seesTheCode() {
        assertThat(CORE.contain("io.sandglass.engine.WorkflowEngine")).isTrue();
        assertThat(CORE.contain("io.sandglass.engine.step.FailurePolicyTest")).isFalse();
    }

    @Test
    void knowsNothingOfDatabasesSchedulersSandboxesAndConsoles() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.h2..",
                        "java.sql..",
                        "javax.sql..",
                        "com.zaxxer..",
                        "org.flywaydb..",
                        "org.quartz..",
                        "com.dylibso..",
                        "picocli..",
                        "ch.qos..")
                .check(CORE);
    }

    @Test
    void knowsNothingOfTheRoomsAboveAndBesideIt() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sandglass.app..",
                        "io.sandglass.store.*..",
                        "io.sandglass.trigger..",
                        "io.sandglass.plugin.host..",
                        "io.sandglass.plugin.wasm..",
                        "io.sandglass.plugin.standard..",
                        "io.sandglass.sandbox..")
                .check(CORE);
    }

    @Test
    void graphsAreTheBusinessOfPlan() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sandglass.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jgrapht..")
                .check(CORE);
    }

    @Test
    void jsonataAndItsRegexesAreTheBusinessOfExpression() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sandglass.expression..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.dashjoin..", "com.google.re2j..")
                .check(CORE);
    }

    @Test
    void faultPointsKnowNothingOfOurs() {
        classes()
                .that()
                .resideInAPackage("io.sandglass.fault")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.sandglass.fault", "java..", "org.jspecify.annotations")
                .check(CORE);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.sandglass.(*)..").should().beFreeOfCycles().check(CORE);
    }

    /** Each may use those named before it only. */
    @Test
    void partsOfTheEngineFormNoCycle() {
        List<String> order = List.of(
                "engine.failure",
                "engine.fuel",
                "engine.attempt",
                "engine.steering",
                "engine.step",
                "engine.explain",
                "engine.run",
                "engine");

        for (int part = 0; part < order.size() - 1; part++) {
            String[] later = order.subList(part + 1, order.size()).stream()
                    .map(name -> "io.sandglass." + name)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.sandglass." + order.get(part))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(CORE);
        }
    }

    @Test
    void stepsHaveNoClockNoThreadsAndNoStore() {
        noClasses()
                .that()
                .resideInAPackage("io.sandglass.engine.step")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sandglass.time..", "io.sandglass.store..", "java.util.concurrent..")
                .check(CORE);
    }

    @Test
    void whatIsAskedOfRunsAndDecidedKnowsNothingOfAttempts() {
        noClasses()
                .that()
                .resideInAnyPackage("io.sandglass.engine.steering", "io.sandglass.engine.step")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sandglass.engine.attempt")
                .check(CORE);
    }

    @Test
    void chanceTimeAndThreadsComeInThroughOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sandglass.time..")
                .and(are(not(type(Expressions.class)))) // its default deadline; package time cannot be imported there
                .should()
                .accessTargetWhere(nondeterministic())
                .because("a run must be repeatable: take clock, timers, workers and ids from io.sandglass.time")
                .check(CORE);
    }

    @Test
    void theRuleAboutChanceFindsItsPrey() {
        JavaClasses sinner = new ClassFileImporter().importClasses(Sinner.class);

        assertThat(noClasses()
                        .should()
                        .accessTargetWhere(nondeterministic())
                        .allowEmptyShould(true)
                        .evaluate(sinner)
                        .getFailureReport()
                        .getDetails())
                .hasSize(8);
    }

    private static DescribedPredicate<JavaAccess<?>> nondeterministic() {
        return describe("asks the system for time, threads or chance", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return asksTheTime(owner, name) || startsThreads(owner, name) || asksChance(owner, name);
        });
    }

    private static boolean asksTheTime(String owner, String name) {
        boolean system =
                owner.equals("java.lang.System") && (name.equals("currentTimeMillis") || name.equals("nanoTime"));
        boolean now = name.equals("now")
                && owner.startsWith("java.time.")
                && isMoment(owner.substring("java.time.".length()));
        boolean clock = owner.equals("java.time.Clock") && name.startsWith("system");
        return system || now || clock;
    }

    private static boolean isMoment(String type) {
        return type.equals("Instant") || TODAY.contains(type);
    }

    private static boolean startsThreads(String owner, String name) {
        boolean thread = owner.equals("java.lang.Thread")
                && (name.equals("<init>") || name.startsWith("start") || name.equals("sleep"));
        boolean pool = Set.of(
                        "java.util.concurrent.Executors",
                        "java.util.concurrent.ThreadPoolExecutor",
                        "java.util.concurrent.ScheduledThreadPoolExecutor",
                        "java.util.concurrent.ForkJoinPool",
                        "java.util.Timer")
                .contains(owner);
        return thread || pool || name.equals("parallelStream") || name.equals("parallel");
    }

    private static boolean asksChance(String owner, String name) {
        boolean math = owner.equals("java.lang.Math") && name.equals("random");
        boolean uuid = owner.equals("java.util.UUID") && name.equals("randomUUID");
        return math || uuid || owner.equals("java.util.concurrent.ThreadLocalRandom");
    }

    /** Does eight forbidden things. */
    private static final class Sinner {
        void sin() {
            System.currentTimeMillis();
            System.nanoTime();
            Instant.now();
            java.time.LocalDate.now();
            new Thread(() -> {});
            Executors.newCachedThreadPool();
            Math.random();
            java.util.UUID.randomUUID();
        }
    }
}
