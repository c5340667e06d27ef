package lanner.engine.field;

import java.util.Arrays;
import lanner.capture.event.IpAddress;

/** Several values of one field, of one kind; reused from event to event. Not thread safe. */
public final class Values {
    private long[] numbers = new long[8];
    private Object[] objects = new Object[8];
    private int size;

    public void clear() {
        Arrays.fill(objects, 0, size, null);
        size = 0;
    }

    public void add(long number) {
        grow();
        numbers[size++] = number;
    }

    public void add(String text) {
        grow();
        objects[size++] = text;
    }

    public void add(IpAddress address) {
        grow();
        objects[size++] = address;
    }

    public int size() {
        return size;
    }

    public long number(int index) {
        return numbers[index];
    }

    public String text(int index) {
        return (String) objects[index];
    }

    public IpAddress address(int index) {
        return (IpAddress) objects[index];
    }

    private void grow() {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
            objects = Arrays.copyOf(objects, size * 2);
        }
    }
}
