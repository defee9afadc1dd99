package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that is nothing without one of its own. */
abstract class Group implements Runnable {

    @ParentCommand
    protected Sallyport sallyport;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "one of " + String.join(", ", spec.subcommands().keySet()) + " is missing");
    }

    /** A list that is no longer than a page, as a table or as JSON. */
    protected void whole(String path, Table table, BiConsumer<Table, Object> row) {
        Object list = sallyport.server().get(path);
        if (sallyport.json()) {
            sallyport.printJson(list);
            return;
        }
        Json.items(list).forEach(entry -> row.accept(table, entry));
        table.print(sallyport.out());
    }

    /** Something that was made or changed: as JSON, or in a sentence. */
    protected void done(Object shown, String sentence) {
        if (sallyport.json()) {
            sallyport.printJson(shown);
        }
        sallyport.say(sentence);
    }

    /** What a test found. @throws Failure when something of it is bad */
    protected void findings(List<?> tested, String naming) {
        List<?> findings = tested.stream().flatMap(one -> Json.at(one, "findings") instanceof List<?> list ? list.stream() : null).toList();
        if (sallyport.json()) {
            sallyport.printJson(Json.object("items", tested));
        } else {
            Table table = new Table(naming.toUpperCase(Locale.ROOT), "FINDING", "");
            tested.forEach(one -> ((List<?>) Json.at(one, "findings")).forEach(finding -> table.row(Json.text(one, naming),
                    Json.text(finding, "level"), Json.text(finding, "text"))));
            table.print(sallyport.out());
        }
        long bad = findings.stream().filter(finding -> Json.text(finding, "level").equals("bad")).count();
        if (bad > 0) {
            throw Failure.refused(bad + " of " + findings.size() + " findings are bad");
        }
    }

    /** The entry of a list that has this name or id. @throws Failure when there is none */
    protected Object one(String path, String what, String name) {
        return Json.items(sallyport.server().get(path)).stream()
                .filter(entry -> Json.text(entry, "id").equals(name) || Json.text(entry, "name").equalsIgnoreCase(name))
                .findFirst().orElseThrow(() -> Failure.refused("there is no " + what + " '" + name + "'"));
    }

    /** A list page by page, as a table or as JSON. */
    protected void list(String path, Supplier<Table> headings, BiConsumer<Table, Object> row) {
        if (sallyport.json()) {
            List<Object> all = new ArrayList<>();
            sallyport.server().pages(path, all::addAll);
            sallyport.printJson(Json.object("items", all));
            return;
        }
        sallyport.server().pages(path, page -> {
            Table table = headings.get();
            page.forEach(entry -> row.accept(table, entry));
            table.print(sallyport.out());
        });
    }
}
