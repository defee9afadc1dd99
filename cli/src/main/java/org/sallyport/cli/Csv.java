package org.sallyport.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Comma-separated values (RFC 4180) whose first line names the columns. */
final class Csv {

    private static final Set<String> COLUMNS = Set.of("name", "displayName", "password", "groups");

    private Csv() {
    }

    /** @throws Failure names the line that makes no sense */
    static List<Map<String, String>> read(String text) {
        List<List<String>> records = records(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (records.isEmpty() || !records.get(0).contains("name") || !COLUMNS.containsAll(records.get(0))) {
            throw Failure.usage("line 1: names of columns: name, and as wanted displayName, password, groups");
        }
        List<String> names = records.get(0);
        List<Map<String, String>> lines = new ArrayList<>();
        for (int i = 1; i < records.size(); i++) {
            List<String> record = records.get(i);
            if (record.size() != names.size()) {
                throw Failure.usage("record " + (i + 1) + ": " + names.size() + " values, as in line 1");
            }
            Map<String, String> line = new LinkedHashMap<>();
            for (int column = 0; column < names.size(); column++) {
                line.put(names.get(column), record.get(column));
            }
            lines.add(line);
        }
        return lines;
    }

    private static List<List<String>> records(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    value.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    value.append(text.charAt(++i));
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                record.add(value.toString());
                value.setLength(0);
            } else if (c == '\n') {
                end(records, record, value);
                record = new ArrayList<>();
            } else if (c != '\r') {
                value.append(c);
            }
        }
        end(records, record, value);
        return records;
    }

    /** Empty lines are none. */
    private static void end(List<List<String>> records, List<String> record, StringBuilder value) {
        if (!record.isEmpty() || !value.isEmpty()) {
            record.add(value.toString());
            records.add(record);
            value.setLength(0);
        }
    }

    static String line(String... values) {
        List<String> quoted = new ArrayList<>();
        for (String value : values) {
            quoted.add(value.matches("[^\",\r\n]*") ? value : "\"" + value.replace("\"", "\"\"") + "\"");
        }
        return String.join(",", quoted);
    }
}
