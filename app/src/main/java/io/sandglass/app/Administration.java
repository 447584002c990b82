package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sandglass.engine.EngineLimits;
import io.sandglass.engine.attempt.Grants;
import io.sandglass.fair.Tenancy;
import io.sandglass.plugin.Limits;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the administrator of a home has settled in its {@code sandglass.yaml}.
 *
 * @param grants what workflows may ask for
 * @param cap no attempt gets more than this
 * @param engine how much the service takes on, and who shares that
 * @param store how carefully what happened is kept
 * @param plugins which plugin files are loaded
 * @param secrets where the secrets are that workflows may be granted
 * @param sandbox how WASM is run
 */
public record Administration(
        Grants grants,
        Limits cap,
        EngineLimits engine,
        Keeping store,
        TrustedPlugins plugins,
        SecretPlaces secrets,
        Sandboxing sandbox) {
    private static final long GIB = 1024L * 1024 * 1024;

    /** What holds without a file: no programs, any public host, at most 1 GiB and an hour for a guest. */
    public static final Administration DEFAULT = new Administration(
            Grants.DEFAULT,
            new Limits(
                    1_000_000_000_000L,
                    GIB,
                    Duration.ofHours(1),
                    64 * 1024 * 1024,
                    32 * 1024 * 1024,
                    16 * 1024 * 1024,
                    64 * 1024 * 1024,
                    4_000_000),
            EngineLimits.DEFAULT,
            Keeping.DEFAULT,
            TrustedPlugins.ALL,
            SecretPlaces.NONE,
            Sandboxing.DEFAULT);

    public Administration {
        requireNonNull(grants, "grants");
        requireNonNull(cap, "cap");
        requireNonNull(engine, "engine");
        requireNonNull(store, "store");
        requireNonNull(plugins, "plugins");
        requireNonNull(secrets, "secrets");
        requireNonNull(sandbox, "sandbox");
    }

    /** What holds in a home; the one way to it for whoever opens one. */
    public static Administration of(Home home) {
        return read(home.configuration());
    }

    /**
     * Reads the file; where there is none the defaults hold.
     *
     * @throws WrongSettings if it is wrong; the message says where and what to do
     * @throws UncheckedIOException if it cannot be read
     */
    static Administration read(Path file) {
        refuseLookalikes(file);
        try {
            return AdministrationFile.parse(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw wrong(file, SettingsFault.words(e), e);
        } catch (NoSuchFileException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw wrong(file, "it is a link to nothing; mend the link, or take it away and the defaults hold", e);
            }
            return DEFAULT;
        } catch (CharacterCodingException e) {
            throw wrong(file, "it is no UTF-8 text; save it as UTF-8", e);
        } catch (IOException e) {
            boolean directory = Files.isDirectory(file);
            throw directory
                    ? wrong(file, "it is a directory; a file is needed there", e)
                    : new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Who settled something in a file of another name must not find the defaults in force. */
    private static void refuseLookalikes(Path file) {
        Path name = file.getFileName();
        Pattern alike = Pattern.compile("(?i)sandglass\\.(ya?ml|json)");
        try (Stream<Path> neighbours = Files.list(file.toAbsolutePath().getParent())) {
            Optional<Path> other = neighbours
                    .map(Path::getFileName)
                    .filter(path ->
                            !path.equals(name) && alike.matcher(path.toString()).matches())
                    .findFirst();
            if (other.isPresent()) {
                throw new WrongSettings(
                        file.resolveSibling(other.get()) + " is not read; name it " + name + ", or take it away");
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return; // no home yet, or none at all: whoever opens it says so
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the directory of " + file + ": " + e.getMessage(), e);
        }
    }

    /** How WASM is run, without a place for compiled modules. */
    public SandboxSettings sandboxSettings() {
        return sandbox.settings();
    }

    /** Who shares the service, and its pools. */
    public Tenancy tenancy() {
        return engine.tenancy();
    }

    /** These settings with more programs allowed. */
    public Administration allowing(Collection<String> programs) {
        Set<String> all = new TreeSet<>(grants.exec());
        all.addAll(programs);
        return new Administration(grants.withExec(all), cap, engine, store, plugins, secrets, sandbox);
    }

    /** How the store of a home is opened under these settings. */
    public StoreSettings store(Home home) {
        return store.in(home.data());
    }

    private static WrongSettings wrong(Path file, String what, IOException cause) {
        return new WrongSettings(file + " cannot be used: " + what, cause);
    }
}
