package org.sallyport.itests.directories;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/**
 * A hundred thousand people of a company, the same ones each time: each in one of a hundred departments, all departments in the
 * group Everybody.
 */
final class City {

    static final int PEOPLE = 100_000;
    static final int DEPARTMENTS = 100;

    private static final List<String> GIVEN = List.of("Aaron", "Abigail", "Adam", "Agnes", "Alan", "Alba", "Albert", "Alice", "Amara", "Amir",
            "Anna", "Anton", "Astrid", "Barbara", "Basil", "Beatrice", "Ben", "Bianca", "Boris", "Bruno", "Camille", "Carl", "Carmen", "Cecil",
            "Chloe", "Clara", "Colin", "Dagmar", "Daniel", "Daria", "David", "Diana", "Dora", "Edgar", "Edith", "Elena", "Elias", "Emil",
            "Emma", "Erik", "Esther", "Eva", "Fabian", "Felix", "Fiona", "Flora", "Frank", "Gabriel", "Georg", "Gerda", "Gina", "Greta", "Hanna",
            "Hector", "Helen", "Henry", "Hugo", "Ian", "Ida", "Igor", "Irene", "Ivan", "Jakob", "Jana", "Jean", "Johan", "Judith", "Julia",
            "Karim", "Karl", "Kira", "Lars", "Laura", "Leila", "Leon", "Lina", "Lucas", "Magda", "Marco", "Maria", "Mila", "Nadia", "Nils",
            "Nora", "Olga", "Omar", "Oscar", "Paula", "Peter", "Quentin", "Rafael", "Rosa", "Samir", "Sofia", "Tessa", "Theo", "Ursula",
            "Viktor", "Wanda", "Zoe");
    private static final List<String> BEGINNINGS = List.of("Al", "An", "Ar", "Bau", "Ber", "Bran", "Car", "Cor", "Dal", "Den", "Eck", "El",
            "Fal", "Fer", "Gar", "Gol", "Ham", "Hol", "In", "Jan", "Kel", "Kor", "Lan", "Lin", "Mar", "Mor", "Nor", "Ol", "Per", "Quin", "Ros",
            "San", "Stein", "Tal", "Ul", "Van", "Wal", "Win", "Yar", "Zim");
    private static final List<String> ENDINGS = List.of("berg", "dale", "elli", "feld", "gren", "hart", "ic", "kamp", "lund", "mann", "nova",
            "oux", "quist", "rath", "son", "stad", "thal", "vik", "wood", "ynski", "zeller", "ard", "bridge", "croft", "ford");

    private City() { }

    /**
     * Somebody.
     *
     * @param number 0 to {@link #PEOPLE}, exclusively
     */
    record Person(int number) {

        String given() {
            return GIVEN.get(number % GIVEN.size());
        }

        String surname() {
            int kind = number / GIVEN.size();
            return BEGINNINGS.get(kind % BEGINNINGS.size()) + ENDINGS.get(kind / BEGINNINGS.size() % ENDINGS.size());
        }

        String login() {
            return (given() + "." + surname() + number).toLowerCase(Locale.ROOT);
        }

        String displayName() {
            return given() + " " + surname();
        }

        String password() {
            return "password of " + number;
        }

        String dn() {
            return "uid=" + login() + ",ou=people," + Slapd.SUFFIX;
        }

        int department() {
            return number % 7919 % DEPARTMENTS;
        }

        /** Whether a search for these letters means them. */
        boolean isMeantBy(String letters) {
            String lower = letters.toLowerCase(Locale.ROOT);
            return given().toLowerCase(Locale.ROOT).startsWith(lower) || surname().toLowerCase(Locale.ROOT).startsWith(lower)
                    || login().startsWith(lower);
        }
    }

    static String department(int number) {
        return "Department " + number;
    }

    /** The people first, then the departments, then everybody. */
    static void write(Writer out) throws IOException {
        for (String unit : List.of("people", "groups")) {
            out.write("dn: ou=" + unit + "," + Slapd.SUFFIX + "\nobjectClass: organizationalUnit\nou: " + unit + "\n\n");
        }
        StringBuilder[] members = new StringBuilder[DEPARTMENTS];
        for (int i = 0; i < DEPARTMENTS; i++) {
            members[i] = new StringBuilder();
        }
        for (int i = 0; i < PEOPLE; i++) {
            Person person = new Person(i);
            out.write("dn: " + person.dn() + "\nobjectClass: inetOrgPerson\nuid: " + person.login() + "\ncn: " + person.displayName()
                    + "\ndisplayName: " + person.displayName() + "\ngivenName: " + person.given() + "\nsn: " + person.surname()
                    + "\nmail: " + person.login() + "@example.test\nuserPassword: " + person.password() + "\n\n");
            members[person.department()].append("member: ").append(person.dn()).append('\n');
        }
        StringBuilder departments = new StringBuilder();
        for (int i = 0; i < DEPARTMENTS; i++) {
            String dn = "cn=" + department(i) + ",ou=groups," + Slapd.SUFFIX;
            out.write("dn: " + dn + "\nobjectClass: groupOfNames\ncn: " + department(i) + "\n" + members[i] + "\n");
            departments.append("member: ").append(dn).append('\n');
        }
        out.write("dn: cn=Everybody,ou=groups," + Slapd.SUFFIX + "\nobjectClass: groupOfNames\ncn: Everybody\n" + departments + "\n");
    }
}
