"""What does one CSM more or fewer do?"""
