package org.sallyport.testkit.directory;

import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;

/**
 * What a contract test needs of a directory: the directory, and a way to fill it. Where entries cannot be made one by one, load
 * them all beforehand and let the methods do nothing.
 */
public interface DirectoryFixture {

    /** The same one throughout a test, empty at its beginning as far as the test can see. */
    Directory directory();

    /** The realm it answers for. */
    String realm();

    /** A user who can sign in. Never two of the same name in one test. */
    void addUser(String login, String displayName, String password) throws Exception;

    /** From now on nobody gets in under this name. */
    void disable(String login) throws Exception;

    /** A group without members. Never two of the same name in one test. */
    void addGroup(String name, String displayName) throws Exception;

    /** Puts a user into a group. */
    void addUserToGroup(String group, String login) throws Exception;

    /** Puts a group into a group, also where that closes a circle. */
    void addGroupToGroup(String group, String member) throws Exception;

    /** From now on the directory cannot be reached: every question is answered with {@link DirectoryException}. */
    void breakDown() throws Exception;
}
