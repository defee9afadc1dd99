package org.sallyport.itests.directories;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.directory.ldap.LdapSettings;
import org.sallyport.itests.server.Ports;

/**
 * An OpenLDAP server of one's own: its data in a new temporary directory, its ports free ones of the loopback address, with TLS at
 * both. The service account reads everything but passwords, others nothing, unless {@link #open} lets them.
 */
public final class Slapd implements AutoCloseable {

    static final String SUFFIX = "dc=example,dc=test";
    static final String SERVICE = "cn=sallyport," + SUFFIX;
    static final String SERVICE_PASSWORD = "service password, not \"guessed\"";

    /** Lets the service account list everybody; of its own a server lists 500. */
    static final String UNLIMITED = "limits dn.exact=" + SERVICE + " size=unlimited";

    private static final String ROOT = "cn=root," + SUFFIX;
    private static final String ROOT_PASSWORD = "root";
    private static final Path SCHEMAS = Path.of("/etc/ldap/schema");

    /** What a server does beside keeping entries. */
    public enum Overlay {
        /** Groups leave their DN in their direct members' {@code memberOf}. */
        MEMBEROF("moduleload memberof", "overlay memberof\nmemberof-dangling ignore\n"),
        /** {@code memberOf} and {@code member} are answered with groups in groups. */
        DYNLIST("moduleload dynlist", "overlay dynlist\ndynlist-attrset groupOfURLs memberURL member+memberOf@groupOfNames*\n"),
        /** Accounts are locked and passwords run out by {@code cn=policy}; the answer to a bind says so. */
        PPOLICY("moduleload ppolicy", "overlay ppolicy\nppolicy_default cn=policy," + SUFFIX + "\nppolicy_use_lockout\n");

        private final String module;
        private final String directives;

        Overlay(String module, String directives) {
            this.module = module;
            this.directives = directives;
        }
    }

    private final Path directory;
    private final Certificates certificates;
    private final Set<Overlay> overlays = EnumSet.noneOf(Overlay.class);
    private final int port = Ports.free();
    private final int tlsPort = Ports.free();
    private Certificates.Pair shown;
    private String access = "by anonymous auth by * none";
    private String limits = "";
    private Daemon daemon;

    /** A server that is yet to be started, with an empty directory. */
    public Slapd(Overlay... overlays) {
        try {
            directory = Files.createTempDirectory("sallyport-slapd");
            Files.createDirectories(directory.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        certificates = new Certificates(directory.resolve("tls"));
        shown = certificates.valid();
        this.overlays.addAll(List.of(overlays));
    }

    /** From its next start on: whether people who do not say who they are may read. */
    Slapd open(boolean open) {
        access = open ? "by anonymous read by * none" : "by anonymous auth by * none";
        return this;
    }

    /** From its next start on: directives for the database, such as {@code sizelimit 5}. */
    Slapd limited(String directives) {
        limits = directives + "\n";
        return this;
    }

    /** From its next start on: it speaks no TLS. */
    Slapd plain() {
        shown = null;
        return this;
    }

    /** From its next start on: another certificate is shown. */
    Slapd show(Certificates.Pair pair) {
        shown = pair;
        return this;
    }

    Certificates certificates() {
        return certificates;
    }

    /** LDIF that is written entry by entry, as many as there are. */
    @FunctionalInterface
    interface Ldif {
        void write(Writer out) throws IOException;
    }

    /** Fills the directory beneath the suffix, before the first start: quicker by far than over the network. */
    Slapd load(Ldif ldif) {
        Path file = directory.resolve("load.ldif");
        try (Writer out = Files.newBufferedWriter(file)) {
            trunk(out);
            if (overlays.contains(Overlay.PPOLICY)) {
                policy(out);
            }
            ldif.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Daemon.run(directory, List.of("/usr/sbin/slapadd", "-q", "-f", configure().toString(), "-l", file.toString()));
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Starts; with the suffix and the service account alone, where nothing has been loaded. */
    public Slapd start() {
        if (Files.notExists(directory.resolve("data/data.mdb"))) {
            load(out -> { });
        }
        daemon = Daemon.start(directory.resolve("slapd.out"), List.of("/usr/sbin/slapd", "-d", "0", "-f", configure().toString(), "-h",
                url() + (shown == null ? "" : " " + tlsUrl())));
        daemon.awaitListening(port);
        if (shown != null) {
            daemon.awaitListening(tlsPort);
        }
        return this;
    }

    /** The entries that everything else stands under. */
    private static void trunk(Writer out) throws IOException {
        out.write("dn: " + SUFFIX + "\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n\n");
        out.write("dn: " + SERVICE + "\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: sallyport\nuserPassword: "
                + SERVICE_PASSWORD + "\n\n");
    }

    /** What {@link Overlay#PPOLICY} goes by. */
    private static void policy(Writer out) throws IOException {
        out.write("dn: cn=policy," + SUFFIX + "\nobjectClass: organizationalRole\nobjectClass: pwdPolicy\ncn: policy\npwdAttribute: userPassword\n"
                + "pwdLockout: TRUE\npwdMaxFailure: 3\npwdMustChange: TRUE\npwdExpireWarning: 0\n\n");
    }

    /** How a directory comes to this server, with its StartTLS; the whole of it, until told otherwise. */
    LdapSettings settings() {
        return LdapSettings.of(configuration());
    }

    /** The same as keys of a configuration. */
    Map<String, String> configuration() {
        return Map.of(LdapSettings.REALM, "corp", LdapSettings.SERVERS, url(), LdapSettings.CA_FILE, certificates.authority().toString(),
                LdapSettings.BIND_DN, SERVICE, LdapSettings.BIND_PASSWORD_FILE, passwordFile().toString(), LdapSettings.BASE_DN, SUFFIX);
    }

    private Path passwordFile() {
        try {
            return Files.writeString(directory.resolve("password"), SERVICE_PASSWORD + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "ldap://127.0.0.1:" + port;
    }

    String tlsUrl() {
        return "ldaps://127.0.0.1:" + tlsPort;
    }

    int port() {
        return port;
    }

    int tlsPort() {
        return tlsPort;
    }

    /** A connection that may do everything. */
    LDAPConnection connect() throws LDAPException {
        return new LDAPConnection("127.0.0.1", port, ROOT, ROOT_PASSWORD);
    }

    public void stop() {
        daemon.stop();
    }

    void kill() {
        daemon.kill();
    }

    /** It takes connections, and never answers. */
    void freeze() {
        daemon.freeze();
    }

    void thaw() {
        daemon.thaw();
    }

    /** Ends it and removes its data. */
    @Override
    public void close() {
        if (daemon != null) {
            daemon.kill();
        }
        Daemon.delete(directory);
    }

    private Path configure() {
        StringBuilder text = new StringBuilder();
        for (String schema : List.of("core", "cosine", "nis", "inetorgperson", "dyngroup")) {
            text.append("include ").append(SCHEMAS.resolve(schema + ".schema")).append('\n');
        }
        text.append("moduleload back_mdb\n");
        overlays.forEach(overlay -> text.append(overlay.module).append('\n'));
        if (shown != null) {
            text.append("TLSCACertificateFile ").append(shown.authority()).append("\nTLSCertificateFile ").append(shown.certificate())
                    .append("\nTLSCertificateKeyFile ").append(shown.key()).append('\n');
        }
        // A careless server's setting: who binds with a name and no password is let in, as nobody.
        text.append("allow bind_anon_cred bind_anon_dn\npidfile ").append(directory.resolve("slapd.pid"))
                .append("\naccess to attrs=userPassword by anonymous auth by * none\naccess to * by dn.exact=\"").append(SERVICE).append("\" read ")
                .append(access)
                .append("\ndatabase mdb\nsuffix ").append(SUFFIX).append("\nrootdn ").append(ROOT).append("\nrootpw ").append(ROOT_PASSWORD)
                .append("\ndirectory ").append(directory.resolve("data")).append("\nmaxsize 4294967296\ndbnosync\n")
                .append("index objectClass,entryUUID,uidNumber,gidNumber,member,memberUid eq\nindex uid,cn,sn,givenName,displayName,mail eq,sub\n")
                .append(overlays.contains(Overlay.MEMBEROF) ? "index memberOf eq\n" : "")
                .append(limits);
        overlays.forEach(overlay -> text.append(overlay.directives));
        try {
            return Files.writeString(directory.resolve("slapd.conf"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
