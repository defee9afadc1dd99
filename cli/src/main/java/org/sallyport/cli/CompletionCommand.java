package org.sallyport.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Completion for shells. */
@Command(name = "completion", description = {"Print what makes a shell complete commands and options.",
    "bash: source <(sallyport completion bash); zsh: source <(sallyport completion zsh)"})
final class CompletionCommand implements Runnable {

    /** Which shells. */
    enum Shell { bash, zsh }

    @ParentCommand
    private Sallyport sallyport;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell;

    @Override
    public void run() {
        if (shell == Shell.zsh) {
            sallyport.out().println("autoload -U +X compinit && compinit && autoload -U +X bashcompinit && bashcompinit");
        }
        sallyport.out().print(AutoComplete.bash("sallyport", Main.commandLine()));
    }
}
