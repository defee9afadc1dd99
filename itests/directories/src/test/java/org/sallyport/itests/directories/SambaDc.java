package org.sallyport.itests.directories;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sallyport.directory.ldap.LdapSettings;

/**
 * A domain controller for Active Directory by Samba, on the loopback address. It needs root and the ports that every domain
 * controller has, and says so where it does not get them. Provisioned once for a build and unpacked for each start.
 */
final class SambaDc implements AutoCloseable {

    static final String BASE = "DC=ad,DC=example,DC=test";
    static final String UPN_SUFFIX = "@ad.example.test";
    static final String DOMAIN = "EXAMPLE";
    static final String SERVICE = "CN=sallyport,CN=Users," + BASE;
    static final String SERVICE_PASSWORD = "Service, n0t guessed";

    private static final String ADMINISTRATOR = "CN=Administrator,CN=Users," + BASE;
    private static final String ADMINISTRATOR_PASSWORD = "Passw0rd!x";
    private static final int LDAP = 389;
    private static final int LDAPS = 636;
    private static final List<Integer> PORTS = List.of(88, LDAP, 464, LDAPS, 3268, 3269);
    // Its configuration and databases name the place they were made for, so it is always the same one.
    private static final Path DIRECTORY = Path.of(System.getProperty("java.io.tmpdir"), "sallyport-samba-dc");
    private static final Path ARCHIVE = Path.of(System.getProperty("sallyport.samba.archive")).toAbsolutePath();

    private final Certificates certificates;
    private Daemon daemon;

    private SambaDc() {
        certificates = new Certificates(DIRECTORY.resolve("tls"));
    }

    /** @param passwordSettings options of {@code samba-tool domain passwordsettings set} */
    static SambaDc start(String... passwordSettings) {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new IllegalStateException("a Samba domain controller needs root: it keeps Windows' access rights and listens at port 389");
        }
        List<Integer> busy = PORTS.stream().filter(Daemon::listens).toList();
        if (!busy.isEmpty()) {
            throw new IllegalStateException("a Samba domain controller listens at fixed ports, and these are taken: " + busy);
        }
        unpack();
        SambaDc dc = new SambaDc();
        try {
            dc.configure();
            if (passwordSettings.length > 0) {
                dc.tool(Stream.concat(Stream.of("domain", "passwordsettings", "set"), Stream.of(passwordSettings)).toArray(String[]::new));
            }
            // It ends by itself when its standard input does, and so with this process, whatever happens to it.
            dc.daemon = Daemon.start(DIRECTORY.resolve("samba.out"), List.of("/usr/sbin/samba", "-i", "-M", "single", "-s", dc.conf().toString()));
            dc.daemon.awaitListening(LDAP);
            dc.daemon.awaitListening(LDAPS);
            return dc;
        } catch (RuntimeException | Error e) {
            dc.close();
            throw e;
        }
    }

    /** How a directory comes to this server, with its StartTLS; the whole domain, until told otherwise. */
    LdapSettings settings() {
        try {
            Path password = Files.writeString(DIRECTORY.resolve("password"), SERVICE_PASSWORD + "\n");
            return LdapSettings.of(Map.of(LdapSettings.REALM, "corp", LdapSettings.PRESET, "active-directory", LdapSettings.SERVERS, url(),
                    LdapSettings.CA_FILE, authority().toString(), LdapSettings.BIND_DN, SERVICE, LdapSettings.BIND_PASSWORD_FILE,
                    password.toString(), LdapSettings.BASE_DN, BASE, LdapSettings.DOMAIN, DOMAIN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "ldap://127.0.0.1:" + LDAP;
    }

    String tlsUrl() {
        return "ldaps://127.0.0.1:" + LDAPS;
    }

    int port() {
        return LDAP;
    }

    int tlsPort() {
        return LDAPS;
    }

    /** What a client has to trust. */
    Path authority() {
        return certificates.authority();
    }

    /** A connection of the domain's administrator. */
    LDAPConnection connect() throws LDAPException {
        try {
            return new LDAPConnection(new SSLUtil(new TrustAllTrustManager()).createSSLSocketFactory(), "127.0.0.1", LDAPS, ADMINISTRATOR,
                    ADMINISTRATOR_PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs samba-tool upon the domain's database. */
    String tool(String... arguments) {
        List<String> command = new ArrayList<>(List.of("samba-tool"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-s", conf().toString(), "-H", DIRECTORY.resolve("private/sam.ldb").toString()));
        return Daemon.run(DIRECTORY, command);
    }

    /** Lets a user's password have run out, which no client of the domain can do. */
    void expirePassword(String dn) {
        Daemon.run(DIRECTORY, List.of("/usr/bin/python3", "-c", """
                import sys, ldb
                from samba.samdb import SamDB
                from samba.param import LoadParm
                from samba.auth import system_session
                lp = LoadParm(sys.argv[1])
                sam = SamDB(url=sys.argv[2], lp=lp, session_info=system_session(lp))
                change = ldb.Message(ldb.Dn(sam, sys.argv[3]))
                change['pwdLastSet'] = ldb.MessageElement('116444736010000000', ldb.FLAG_MOD_REPLACE, 'pwdLastSet')
                sam.modify(change, controls=['local_oid:1.3.6.1.4.1.7165.4.3.20:0'])
                """, conf().toString(), DIRECTORY.resolve("private/sam.ldb").toString(), dn));
    }

    void freeze() {
        daemon.freeze();
    }

    void thaw() {
        daemon.thaw();
    }

    /** Ends it, waits until its ports are free, and removes its data. */
    @Override
    public void close() {
        if (daemon != null) {
            daemon.kill();
            Daemon.awaitSilent(PORTS);
        }
        Daemon.delete(DIRECTORY);
    }

    private static Path conf() {
        return DIRECTORY.resolve("etc/smb.conf");
    }

    private static void unpack() {
        Daemon.delete(DIRECTORY);
        try {
            Files.createDirectories(DIRECTORY);
            if (Files.notExists(ARCHIVE)) {
                provision();
                Path unfinished = ARCHIVE.resolveSibling(ARCHIVE.getFileName() + ".unfinished");
                Files.createDirectories(ARCHIVE.getParent());
                Daemon.run(DIRECTORY, List.of("tar", "--xattrs", "-czf", unfinished.toString(), "-C", DIRECTORY.toString(), "."));
                Files.move(unfinished, ARCHIVE);
            } else {
                Daemon.run(DIRECTORY, List.of("tar", "--xattrs", "--xattrs-include=*", "-xzf", ARCHIVE.toString(), "-C", DIRECTORY.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void provision() throws IOException {
        Path empty = Files.writeString(DIRECTORY.resolve("provision.conf"), "[global]\n");
        Daemon.run(DIRECTORY, List.of("samba-tool", "domain", "provision", "--configfile=" + empty, "--realm=AD.EXAMPLE.TEST", "--domain=" + DOMAIN,
                "--server-role=dc", "--dns-backend=NONE", "--adminpass=" + ADMINISTRATOR_PASSWORD, "--host-name=dc1", "--host-ip=127.0.0.1",
                "--use-rfc2307", "--targetdir=" + DIRECTORY, "--option=interfaces=lo", "--option=bind interfaces only=yes",
                "--option=vfs objects=dfs_samba4 acl_xattr xattr_tdb"));
        String sam = DIRECTORY.resolve("private/sam.ldb").toString();
        Daemon.run(DIRECTORY, List.of("samba-tool", "domain", "passwordsettings", "set", "--complexity=off", "--history-length=0",
                "--min-pwd-age=0", "--max-pwd-age=42", "-s", conf().toString(), "-H", sam));
        Daemon.run(DIRECTORY, List.of("samba-tool", "user", "create", "sallyport", SERVICE_PASSWORD, "-s", conf().toString(), "-H", sam));
        Daemon.run(DIRECTORY, List.of("samba-tool", "user", "setexpiry", "sallyport", "--noexpiry", "-s", conf().toString(), "-H", sam));
    }

    private void configure() {
        Certificates.Pair pair = certificates.valid();
        try {
            Files.writeString(conf(), """
                    [global]
                    netbios name = DC1
                    realm = AD.EXAMPLE.TEST
                    workgroup = EXAMPLE
                    server role = active directory domain controller
                    interfaces = 127.0.0.1
                    bind interfaces only = yes
                    server services = ldap, cldap, kdc
                    dcerpc endpoint servers = none
                    ldap server require strong auth = no
                    private dir = %1$s/private
                    state directory = %1$s/state
                    cache directory = %1$s/cache
                    lock directory = %1$s
                    binddns dir = %1$s/bind-dns
                    pid directory = %1$s/run
                    ncalrpc dir = %1$s/ncalrpc
                    ntp signd socket directory = %1$s/run
                    log file = %1$s/samba.log
                    vfs objects = dfs_samba4 acl_xattr xattr_tdb
                    idmap_ldb:use rfc2307 = yes
                    tls cafile = %2$s
                    tls certfile = %3$s
                    tls keyfile = %4$s
                    """.formatted(DIRECTORY, pair.authority(), pair.certificate(), pair.key()));
            // Samba does not use a key that others could read.
            Files.setPosixFilePermissions(pair.key(), PosixFilePermissions.fromString("rw-------"));
            Files.createDirectories(DIRECTORY.resolve("run"));
            Files.createDirectories(DIRECTORY.resolve("cache"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
