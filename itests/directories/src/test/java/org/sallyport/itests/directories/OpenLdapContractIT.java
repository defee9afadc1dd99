package org.sallyport.itests.directories;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.sallyport.testkit.directory.DirectoryContract;
import org.sallyport.testkit.directory.DirectoryFixture;

/** Proves that a directory over OpenLDAP keeps every rule, however the server keeps its groups. */
class OpenLdapContractIT {

    /** Groups as any server has them: the directory goes from one to the next. */
    @Nested
    class Walking extends AtAServer {

        @BeforeAll
        static void start() {
            slapd = new Slapd().start();
        }

        @Override
        String membership() {
            return "walk";
        }
    }

    /** Groups that leave their names with their direct members. */
    @Nested
    class MemberOf extends AtAServer {

        @BeforeAll
        static void start() {
            slapd = new Slapd(Slapd.Overlay.MEMBEROF).start();
        }

        @Override
        String membership() {
            return "memberOf";
        }
    }

    /** The server answers with groups in groups by itself. */
    @Nested
    class Dynlist extends AtAServer {

        @BeforeAll
        static void start() {
            slapd = new Slapd(Slapd.Overlay.DYNLIST).start();
        }

        @Override
        String membership() {
            return "memberOf";
        }
    }

    /** What they have in common: one server for a class, a new subtree for each test. */
    abstract static class AtAServer extends DirectoryContract {

        static Slapd slapd;

        private OpenLdapFixture fixture;

        abstract String membership();

        @Override
        protected DirectoryFixture fixture() throws Exception {
            fixture = new OpenLdapFixture(slapd, membership());
            return fixture;
        }

        @AfterEach
        void hangUp() {
            fixture.close();
        }

        @AfterAll
        static void stop() {
            slapd.close();
        }
    }
}
