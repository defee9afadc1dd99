package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
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
