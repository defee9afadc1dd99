package org.sallyport.api.store;

/** A guard of the batch did not hold: somebody else was first. Nothing of the batch has been changed. */
public class ConflictException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Change change;

    /** @param change the first change whose guard did not hold */
    public ConflictException(Change change) {
        super(change.getClass().getSimpleName() + ": changed by somebody else meanwhile, or taken");
        this.change = change;
    }

    public Change change() {
        return change;
    }
}
